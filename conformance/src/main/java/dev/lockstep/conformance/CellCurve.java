package dev.lockstep.conformance;

import dev.lockstep.mindspore.nn.LearningRateSchedule;

/** A MindSpore schedule Cell: asked with the step, from 0. */
final class CellCurve implements Curve {
  private final LearningRateSchedule cell;

  CellCurve(LearningRateSchedule cell) {
    this.cell = cell;
  }

  @Override
  public double[] rates(ScheduleCase.Call call) {
    if (!call.name().equals("optimizer")) {
      throw Curve.unknown(call);
    }
    return new double[] {cell.construct((int) call.argument())};
  }
}
