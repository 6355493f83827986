package dev.lockstep.conformance.verdict;

import dev.lockstep.config.Api;
import dev.lockstep.conformance.verdict.Trial.TrialGroup;
import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.DType;
import dev.lockstep.core.OptionException;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Settings;
import dev.lockstep.mapping.Signatures;
import dev.lockstep.mapping.Verdict;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tries one row of a card.
 *
 * <p>Equality is asked in common arithmetic bit for bit; in native arithmetic and float32 bit for
 * bit of EXACT, else no farther apart than {@link Roundings} take them.
 */
public final class ClaimTrial {
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
    Optional<Trial> trial = trial(choices, false);
    if (trial.isEmpty() || !(isJob() || compare(trial.get(), Arithmetic.COMMON))) {
      return Result.NOT_TRIED;
    }
    if (isJob()) {
      boolean tried = trial.get().dtype() == DType.F32 && compare(trial.get(), Arithmetic.NATIVE);
      return tried ? Result.HELD : Result.NOT_TRIED;
    }
    // MindSpore keeps the numbers of a step in float32, so native f64 is not claimed to be near.
    if (trial.get().dtype() == DType.F32) {
      compare(trial.get(), Arithmetic.NATIVE);
    }
    return Result.HELD;
  }

  /** OneFlow's job functions have no common arithmetic: the rate is inside their momentum. */
  private boolean isJob() {
    return Card.isOfJob(claim.card().from());
  }

  /** Whether the source takes the trial; throws if the target does not answer with the same. */
  private boolean compare(Trial trial, Arithmetic arithmetic) {
    Function<Trial, Duel> duel = t -> duel(t, arithmetic);
    Trace left;
    try {
      left = duel.apply(trial).left();
    } catch (OptionException refusal) {
      return false;
    }
    Trace right;
    try {
      right = duel.apply(trial).right();
    } catch (OptionException refusal) {
      throw FalseVerdict.refused(claim, trial, refusal);
    }
    Optional<Trace.Place> place =
        isExact(trial, arithmetic)
            ? left.firstDifference(right)
            : unexplained(trial, left, right, arithmetic);
    if (place.isPresent()) {
      throw FalseVerdict.unequal(claim, trial, arithmetic, place.get());
    }
    return true;
  }

  /** The first place where the sides are farther apart than roundings take them. */
  Optional<Trace.Place> unexplained(Trial trial, Trace left, Trace right, Arithmetic arithmetic) {
    return Roundings.firstUnexplained(
        trial,
        left,
        right,
        claim.row().bound(),
        source.defaults(),
        t -> duel(t, arithmetic).left());
  }

  /** MindSpore keeps the numbers of a step in float32: only there can native bits be equal. */
  private boolean isExact(Trial trial, Arithmetic arithmetic) {
    return arithmetic == Arithmetic.COMMON
        || (claim.row().verdict() == Verdict.EXACT && trial.dtype() == DType.F32);
  }

  /** A trial of this row; empty if the tape gives options of other rows only. */
  Optional<Trial> trial(Choices choices, boolean plain) {
    return new TrialMaker(source, claim.conditions(), plain).make(choices, this::isInRow);
  }

  private boolean isInRow(Trial trial) {
    boolean hit = false;
    for (TrialGroup group : trial.groups()) {
      Settings settings = trial.given(group).over(source.defaults());
      boolean mayBeBeside =
          claim.verdict().keepsNumbers() && claim.card().worst(settings).keepsNumbers();
      if (claim.covers(settings)) {
        hit = true;
      } else if (!mayBeBeside) {
        return false;
      }
    }
    return hit;
  }

  /** A run of a trial on both sides. */
  Duel duel(Trial trial, Arithmetic arithmetic) {
    return new Duel(claim.card(), source, target, trial, arithmetic);
  }

  RecordedSignature source() {
    return source;
  }

  RecordedSignature target() {
    return target;
  }

  private static RecordedSignature recorded(String api) {
    return Signatures.newest(api)
        .orElseThrow(() -> new IllegalArgumentException("no signature of " + api + " is recorded"));
  }
}
