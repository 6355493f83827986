package dev.lockstep.config.schedule;

import dev.lockstep.core.DType;
import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A schedule written in another way, and how faithful that is.
 *
 * @param target what it was written as, in a word: {@code list}, {@code nn.cosine_decay_lr}
 * @param form the other way; empty if there is none
 * @param verdict what is promised of the rates, as an optimizer reads them in float32: EXACT, the
 *     same bits; EQUIVALENT, apart by at most {@link #bound}; DIVERGES, other numbers
 * @param bound the largest difference of two rates, as a part of the largest rate
 * @param differences ids of what differs, or of why there is no such form
 */
public record Conversion(
    String target,
    Optional<RateForm> form,
    Verdict verdict,
    double bound,
    List<String> differences) {
  /** Half a unit in the last place of a float32 number, as a part of it. */
  public static final double ROUNDING = 0x1p-24;

  public Conversion {
    differences = List.copyOf(differences);
  }

  /** The same bits. */
  static Conversion exact(String target, RateForm form, String... differences) {
    return new Conversion(target, Optional.of(form), Verdict.EXACT, 0, List.of(differences));
  }

  /** Apart by at most that many roundings of float32. */
  static Conversion equivalent(
      String target, RateForm form, double roundings, List<String> differences) {
    return new Conversion(
        target, Optional.of(form), Verdict.EQUIVALENT, roundings * ROUNDING, differences);
  }

  /** Other numbers. */
  static Conversion diverges(String target, RateForm form, List<String> differences) {
    return new Conversion(
        target, Optional.of(form), Verdict.DIVERGES, Double.POSITIVE_INFINITY, differences);
  }

  /** No such form. */
  static Conversion unsupported(String target, List<String> differences) {
    return new Conversion(
        target, Optional.empty(), Verdict.UNSUPPORTED, Double.POSITIVE_INFINITY, differences);
  }

  /** The form as Python source; empty if there is none. */
  public Optional<String> python() {
    return form.map(PythonForm::of);
  }

  /** The differences in words. */
  public List<Text> texts() {
    return differences.stream().map(DifferenceTexts::of).toList();
  }

  /**
   * Plays both and looks for the first step that breaks the promise of an EXACT or EQUIVALENT
   * verdict, or that shows a DIVERGES one: a quantity that differs by more than the bound (for
   * DIVERGES, by its bits).
   *
   * @throws java.util.NoSuchElementException if there is no form
   */
  public Optional<Departure> departure(RateForm original, Loop loop) {
    Timeline left = original.play(loop);
    Timeline right = form.orElseThrow().play(loop);
    double tolerance = verdict == Verdict.EQUIVALENT ? bound * left.largestRate() : 0;
    return left.firstDifference(right, DType.F32, tolerance);
  }

  /** The bound as it is shown. */
  public String boundText() {
    return String.format(Locale.ROOT, "%.1e", bound);
  }

  @Override
  public String toString() {
    String apart =
        verdict == Verdict.EQUIVALENT
            ? " (apart by at most %s of the largest rate)".formatted(boundText())
            : "";
    return "%s: %s%s %s".formatted(target, verdict, apart, differences);
  }
}
