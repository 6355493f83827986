package dev.lockstep.conformance;

import dev.lockstep.config.UnknownApiException;
import dev.lockstep.core.DType;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares one case's recorded numbers with ours, within its budget, and keeps the tally. */
final class Comparison {
  private final String id;
  private final Budget budget;
  private final Map<Budget.Entry, Double> observed = new LinkedHashMap<>();
  private long values;
  private long exact;
  private double worstUlp;
  private @Nullable Deviation first;
  private int step = -1;

  /** A comparison of a case within its budget. */
  Comparison(String id, Budget budget) {
    this.id = id;
    this.budget = budget;
  }

  /** What is compared from now on belongs to that step. */
  void atStep(int number) {
    step = number;
  }

  /** A parameter after an update; every element counts. */
  void parameter(String name, Recorded words, Tensor actual, Tensor before) {
    String slot = "params." + name;
    tensor(slot, budget.slot("param"), words, actual.dtype(), actual, before, true);
  }

  /** A recorded entry of the state; its hex words count. */
  void state(String slot, String key, Recorded recorded, @Nullable Object actual, boolean counts) {
    String dtype = recorded.get("dtype").text();
    if (recorded.find("hex").isPresent()) {
      DType type = dtype.equals("f64") ? DType.F64 : DType.F32;
      Tensor ours = actual instanceof Tensor tensor ? tensor : Tensor.zeros(type, 0);
      same(slot + " dtype", dtype, actual instanceof Tensor ? ours.dtype().id() : kind(actual));
      int[] shape = recorded.get("shape").shape();
      same(slot + " shape", Arrays.toString(shape), Arrays.toString(ours.shape()));
      tensor(slot, budget.slot(key), recorded.get("hex"), type, ours, null, counts);
    } else {
      Recorded value = recorded.find("values").orElseGet(() -> recorded.get("value"));
      plain(slot, value, actual);
    }
  }

  private static String kind(@Nullable Object actual) {
    return actual == null ? "nothing" : actual.getClass().getSimpleName();
  }

  /** A whole or floating number that is no hex word, or a list with one. */
  void plain(String slot, Recorded recorded, @Nullable Object actual) {
    if (recorded.json().isArray()) {
      plain(slot, recorded.single(), actual);
    } else if (!(actual instanceof Number number) || number.doubleValue() != recorded.number()) {
      deviate(slot, -1, recorded.json().toString(), String.valueOf(actual), Double.NaN);
    }
  }

  /** A learning rate or the like: a double that was recorded as a JSON number. */
  void number(String slot, Recorded recorded, double actual) {
    long bits = Double.doubleToRawLongBits(recorded.number());
    long ours = Double.doubleToRawLongBits(actual);
    if (bits != ours) {
      double ulp = Bits.distance(DType.F64, bits, ours);
      deviate(slot, -1, Double.toString(recorded.number()), Double.toString(actual), ulp);
    }
  }

  /** A number that was recorded as hex but is neither parameter nor state. */
  void word(String slot, String key, Recorded word, DType dtype, double actual) {
    long ours = Bits.of(dtype, actual);
    long bits = word.bits(dtype);
    double size = Math.abs(Bits.real(dtype, bits));
    judge(slot, -1, budget.slot(key), new Unit.Sample(dtype, bits, ours, 0, size));
  }

  /** Two things that must be the same. */
  void same(String slot, Object recorded, Object actual) {
    if (!recorded.equals(actual)) {
      deviate(slot, -1, recorded.toString(), actual.toString(), Double.NaN);
    }
  }

  /** Refused at another place than recorded, or only by one side. */
  void refusal(String recorded, String actual) {
    deviate("refusal", -1, recorded, actual, Double.NaN);
  }

  /** A row of a curve, whose largest magnitude is known; every number counts. */
  void curve(String slot, Recorded row, DType dtype, double[] actual, double largest) {
    List<Recorded> words = row.list();
    same(slot + " numbers", words.size(), actual.length);
    for (int i = 0; i < words.size(); i++) {
      long bits = words.get(i).bits(dtype);
      long ours = Bits.of(dtype, i < actual.length ? actual[i] : Double.NaN);
      values++;
      exact += Bits.distance(dtype, bits, ours) == 0 ? 1 : 0;
      judge(slot, i, budget.slot(slot), new Unit.Sample(dtype, bits, ours, 0, largest));
    }
  }

  private void tensor(
      String slot,
      Optional<Budget.Entry> bound,
      Recorded words,
      DType dtype,
      Tensor actual,
      @Nullable Tensor before,
      boolean counts) {
    List<Recorded> list = words.list();
    double largest = 0;
    for (Recorded word : list) {
      largest = Math.max(largest, Math.abs(word.real(dtype)));
    }
    same(slot + " numbers", list.size(), actual.size());
    for (int i = 0; i < Math.min(list.size(), actual.size()); i++) {
      long bits = list.get(i).bits(dtype);
      long ours = actual.dtype() == dtype ? actual.bits(i) : Bits.of(dtype, Double.NaN);
      values += counts ? 1 : 0;
      exact += counts && Bits.distance(dtype, bits, ours) == 0 ? 1 : 0;
      double start = before == null ? 0 : before.get(i);
      judge(slot, i, bound, new Unit.Sample(dtype, bits, ours, start, largest));
    }
  }

  private void judge(String slot, int element, Optional<Budget.Entry> bound, Unit.Sample sample) {
    double ulp = Unit.ULP.measure(sample);
    if (ulp == 0) {
      bound.ifPresent(entry -> observed.putIfAbsent(entry, 0.0));
      return;
    }
    worstUlp = Math.max(worstUlp, ulp);
    double far = bound.isPresent() ? bound.get().unit().measure(sample) : ulp;
    bound.ifPresent(entry -> observed.merge(entry, far, Math::max));
    if (far > bound.map(Budget.Entry::bound).orElse(0.0)) {
      String recorded = Bits.hex(sample.dtype(), sample.recordedBits());
      String got = Bits.hex(sample.dtype(), sample.actualBits());
      deviate(slot, element, recorded, got, ulp);
    }
  }

  private void deviate(String slot, int element, String recorded, String got, double ulp) {
    if (first == null) {
      double far = Double.isNaN(ulp) ? Double.POSITIVE_INFINITY : ulp;
      first = new Deviation(id, step, slot, element, recorded, got, far);
    }
  }

  /**
   * The tally of a replay; a refusal or a crash of ours that was not recorded is a deviation.
   *
   * @param recorded where the framework refused
   * @throws UnknownApiException if there is no class for the API
   * @throws GoldenException if the trace cannot be understood
   */
  CaseReport of(String recorded, Runnable replay) {
    try {
      replay.run();
    } catch (UnknownApiException | GoldenException unsupported) {
      throw unsupported;
    } catch (OptionException refusal) {
      refusal(recorded, "the refusal: " + refusal.getMessage());
    } catch (RuntimeException crash) {
      refusal(recorded, crash.toString());
    }
    return new CaseReport(
        id, "", budget, values, exact, worstUlp, Optional.ofNullable(first), Map.copyOf(observed));
  }
}
