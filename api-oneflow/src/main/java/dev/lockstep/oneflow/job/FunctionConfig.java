package dev.lockstep.oneflow.job;

import dev.lockstep.core.OptionException;

/**
 * {@code flow.function_config()}: what a job runs with, apart from what it does.
 *
 * <p>Mixed precision and the view are kept for reports: jobs here run on one device, in the type of
 * their variables.
 */
public final class FunctionConfig {
  private DataType dataType = DataType.FLOAT;
  private boolean mixedPrecision;
  private LogicalView view = LogicalView.CONSISTENT;

  /** Sets the type of new variables, which must be floating; returns this. */
  public FunctionConfig defaultDataType(DataType type) {
    if (type == DataType.INT32) {
      throw new OptionException("default_data_type must be FLOAT or DOUBLE, got " + type);
    }
    dataType = type;
    return this;
  }

  /** Sets the mixed precision flag; returns this. */
  public FunctionConfig enableAutoMixedPrecision(boolean value) {
    mixedPrecision = value;
    return this;
  }

  /** Sets the view; returns this. */
  public FunctionConfig defaultLogicalView(LogicalView value) {
    view = value;
    return this;
  }

  /** The type of new variables. */
  public DataType dataType() {
    return dataType;
  }

  /** The mixed precision flag. */
  public boolean mixedPrecision() {
    return mixedPrecision;
  }

  /** The view. */
  public LogicalView logicalView() {
    return view;
  }
}
