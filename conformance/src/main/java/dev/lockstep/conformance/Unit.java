package dev.lockstep.conformance;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.lockstep.core.DType;
import java.util.Locale;

/** In what a bound of the budget is measured. */
public enum Unit {
  /** ULP of the recorded value. */
  ULP {
    @Override
    double measure(Sample s) {
      return Bits.distance(s.dtype(), s.recordedBits(), s.actualBits());
    }
  },
  /** ULP of the update, after one ULP of the recorded parameter: |d| <= ulp(p) + x*ulp(update). */
  UPDATE {
    @Override
    double measure(Sample s) {
      double beyond = s.error() - Bits.ulp(s.dtype(), s.recorded());
      double update = s.recorded() - s.before();
      return beyond <= 0 ? 0 : beyond / Bits.ulp(s.dtype(), update);
    }
  },
  /** ULP of the largest magnitude in the recorded tensor (or curve). */
  TENSOR {
    @Override
    double measure(Sample s) {
      return s.error() / Bits.ulp(s.dtype(), s.largest());
    }
  },
  /** A fraction of the largest magnitude in the recorded tensor (or curve). */
  FRACTION {
    @Override
    double measure(Sample s) {
      return s.error() == 0 ? 0 : s.error() / s.largest();
    }
  };

  /**
   * A recorded value and ours.
   *
   * @param dtype of both
   * @param recordedBits the recorded bits
   * @param actualBits our bits
   * @param before what was recorded before the update; for what is not a parameter, the value
   *     itself
   * @param largest the largest magnitude in the recorded tensor
   */
  record Sample(DType dtype, long recordedBits, long actualBits, double before, double largest) {
    double recorded() {
      return Bits.real(dtype, recordedBits);
    }

    /** Distance of the numbers; infinite if exactly one is not a number. */
    double error() {
      double error = Math.abs(recorded() - Bits.real(dtype, actualBits));
      return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }
  }

  /** How far ours is from what was recorded. */
  abstract double measure(Sample sample);

  /** The name in the budget and in reports. */
  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
