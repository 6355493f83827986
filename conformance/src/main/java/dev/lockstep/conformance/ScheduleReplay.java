package dev.lockstep.conformance;

import dev.lockstep.core.DType;
import java.util.ArrayList;
import java.util.List;

/** Replays a recorded learning-rate curve and compares every recorded rate and momentum. */
final class ScheduleReplay {
  private final ScheduleCase golden;
  private final Comparison comparison;

  ScheduleReplay(ScheduleCase golden, Budget budget) {
    this.golden = golden;
    this.comparison = new Comparison(golden.id(), budget);
  }

  /** Replays. */
  CaseReport run() {
    return comparison.of("no refusal", this::replay);
  }

  private void replay() {
    Curve curve;
    try {
      curve = Curve.of(golden);
    } catch (RuntimeException e) {
      if (!Refusals.isOne(e) || !golden.isRefusedAtOnce()) {
        throw e;
      }
      return;
    }
    if (golden.isRefusedAtOnce()) {
      comparison.refusal("constructor", "no refusal");
      return;
    }
    List<ScheduleCase.Call> calls = golden.calls();
    comparison.same("rows", golden.rates().size(), calls.size());
    rows(curve, calls);
    if (golden.isRefusedLater()) {
      refused(curve, calls);
    } else {
      golden.stateKeys().ifPresent(keys -> comparison.same("state_keys", keys, curve.stateKeys()));
    }
  }

  private void rows(Curve curve, List<ScheduleCase.Call> calls) {
    double largestRate = largest(golden.rates(), golden.dtype());
    double largestMomentum = largest(golden.momenta(), DType.F64);
    for (int row = 0; row < Math.min(calls.size(), golden.rates().size()); row++) {
      comparison.atStep(row);
      double[] rates = curve.rates(calls.get(row));
      comparison.curve("lr", golden.rates().get(row), golden.dtype(), rates, largestRate);
      if (!golden.momenta().isEmpty()) {
        Recorded momenta = golden.momenta().get(row);
        comparison.curve("momentum", momenta, DType.F64, curve.momenta(), largestMomentum);
      }
    }
  }

  private static double largest(List<Recorded> rows, DType dtype) {
    List<Recorded> words = new ArrayList<>();
    rows.forEach(row -> words.addAll(row.list()));
    return words.stream().mapToDouble(word -> Math.abs(word.real(dtype))).max().orElse(0);
  }

  private void refused(Curve curve, List<ScheduleCase.Call> calls) {
    comparison.atStep(calls.size());
    try {
      curve.rates(golden.refusedCall(calls));
      comparison.refusal("refused", "no refusal");
    } catch (RuntimeException e) {
      if (!Refusals.isOne(e)) {
        throw e;
      }
    }
  }
}
