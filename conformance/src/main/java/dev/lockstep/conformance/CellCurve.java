package dev.lockstep.conformance;

import dev.lockstep.config.Builder;
import dev.lockstep.mindspore.nn.LearningRateSchedule;
import java.util.Map;

/** A MindSpore schedule Cell: asked with the step, from 0. */
final class CellCurve implements Curve {
  private final LearningRateSchedule cell;

  CellCurve(ScheduleCase golden) {
    Map<String, Object> data = Map.of("schedule", golden.api(), "args", golden.args());
    Object built = Builder.schedule(golden.framework(), data);
    if (!(built instanceof LearningRateSchedule schedule)) {
      throw new GoldenException(golden.api() + " is not a schedule");
    }
    cell = schedule;
  }

  @Override
  public double[] rates(ScheduleCase.Call call) {
    if (!call.name().equals("optimizer")) {
      throw Curve.unknown(call);
    }
    return new double[] {cell.construct((int) call.argument())};
  }
}
