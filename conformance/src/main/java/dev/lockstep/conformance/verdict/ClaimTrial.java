package dev.lockstep.conformance.verdict;

import dev.lockstep.config.Api;
import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.DType;
import dev.lockstep.core.OptionException;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Signatures;
import dev.lockstep.mapping.Verdict;
import java.util.Optional;

/**
 * Tries one row of a card.
 *
 * <p>Equality is asked in common arithmetic bit for bit; in native arithmetic bit for bit of EXACT,
 * within {@link #NATIVE_BOUND} of EQUIVALENT.
 */
public final class ClaimTrial {
  /**
   * How far roundings alone may take both sides apart within a trial, relative to the largest
   * number a parameter held: the moments of some optimizers cancel, so that a rounding of 2^-24
   * grows by the condition of the update.
   */
  static final double NATIVE_BOUND = 1e-3;

  private final Claim claim;
  private final RecordedSignature source;
  private final RecordedSignature target;

  /**
   * Prepares the trial of a row.
   *
   * @throws IllegalArgumentException if an API of the card is not recorded
   */
  public ClaimTrial(Claim claim) {
    this.claim = claim;
    this.source = recorded(claim.card().from());
    this.target = recorded(claim.card().to());
  }

  /** Whether both facades have the classes of this card. */
  public static boolean isPossible(Card card) {
    return card.kind() == Card.Kind.OPTIMIZER
        && Api.find(card.from()).isPresent()
        && Api.find(card.to()).isPresent();
  }

  /** What a trial of a claimed equality came to. */
  public enum Result {
    /** The tape gave no trial of this row, or the source refuses its options. */
    NOT_TRIED,
    /** The claim held. */
    HELD
  }

  /**
   * Tries a claim of equality.
   *
   * @throws FalseVerdict if it does not hold
   */
  public Result equality(Choices choices) {
    TrialMaker maker = new TrialMaker(claim, source, false);
    Optional<Trial> trial = maker.make(choices);
    if (trial.isEmpty() || !compare(maker, trial.get(), Arithmetic.COMMON, 0)) {
      return Result.NOT_TRIED;
    }
    // MindSpore keeps the numbers of a step in float32, so native f64 is not claimed to be near.
    if (trial.get().dtype() == DType.F32) {
      boolean exact = claim.row().verdict() == Verdict.EXACT;
      compare(maker, trial.get(), Arithmetic.NATIVE, exact ? 0 : NATIVE_BOUND);
    }
    return Result.HELD;
  }

  /** Whether the source takes the trial; throws if the target does not answer with the same. */
  private boolean compare(TrialMaker maker, Trial trial, Arithmetic arithmetic, double tolerance) {
    Duel duel = new Duel(maker, claim.card(), source, target, trial, arithmetic);
    Trace left;
    try {
      left = duel.left();
    } catch (OptionException refusal) {
      return false;
    }
    Trace right;
    try {
      right = duel.right();
    } catch (OptionException refusal) {
      throw FalseVerdict.refused(claim, trial, refusal);
    }
    Optional<Trace.Place> place = left.firstDifference(right, tolerance);
    if (place.isPresent()) {
      throw FalseVerdict.unequal(claim, trial, arithmetic, place.get());
    }
    return true;
  }

  RecordedSignature source() {
    return source;
  }

  RecordedSignature target() {
    return target;
  }

  private static RecordedSignature recorded(String api) {
    return Signatures.of(Card.framework(api), "")
        .find(api)
        .orElseThrow(() -> new IllegalArgumentException("no signature of " + api + " is recorded"));
  }
}
