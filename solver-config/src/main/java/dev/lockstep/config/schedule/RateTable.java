package dev.lockstep.config.schedule;

import dev.lockstep.mindspore.nn.LearningRateSchedule;
import java.util.List;

/** A schedule that looks the rate of each step up; after the last one it stays. */
final class RateTable extends LearningRateSchedule {
  private final float[] rates;

  RateTable(List<Double> rates) {
    this.rates = new float[rates.size()];
    for (int step = 0; step < this.rates.length; step++) {
      this.rates[step] = (float) (double) rates.get(step);
    }
  }

  @Override
  public float construct(int globalStep) {
    return rates[Math.min(globalStep, rates.length - 1)];
  }
}
