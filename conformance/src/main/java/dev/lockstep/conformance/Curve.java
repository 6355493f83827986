package dev.lockstep.conformance;

import java.util.List;

/** A schedule under replay: it is called as the recorder called the real one. */
interface Curve {
  /**
   * Makes a call.
   *
   * @return the rates after it (for {@code optimizer} and {@code list}: of that step), one a group
   */
  double[] rates(ScheduleCase.Call call);

  /** The momentum of each group now; empty if the schedule has none. */
  default double[] momenta() {
    return new double[0];
  }

  /** The sorted keys of its state. */
  default List<String> stateKeys() {
    return List.of();
  }

  /** The error of a call that this kind of schedule does not have. */
  static GoldenException unknown(ScheduleCase.Call call) {
    return new GoldenException("calls: there is no call \"" + call.name() + "\" for this schedule");
  }

  /**
   * Builds the schedule of a case.
   *
   * @throws dev.lockstep.core.OptionException if it is refused
   */
  static Curve of(ScheduleCase golden) {
    String api = golden.api();
    if (golden.framework().equals("torch")) {
      return new TorchCurve(golden);
    }
    if (golden.framework().equals("mindspore") && api.equals("nn.Optimizer")) {
      return new NnOptimizerCurve(golden);
    }
    if (golden.framework().equals("mindspore") && api.startsWith("nn.")) {
      return new CellCurve(golden);
    }
    throw new GoldenException("no replay of " + golden.fullApi() + " yet");
  }
}
