package dev.lockstep.mindspore;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.Option;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Where MindSpore 2.10 on CPU does something else than its documentation says, or than it does for
 * the neighbouring element: each can be switched, so that a user gets the recorded bits or the
 * specified meaning.
 *
 * <p>In {@link Arithmetic#NATIVE} the quirks that the recorded traces need are on; {@link
 * Arithmetic#COMMON} has none.
 */
public enum Quirk {
  /** {@code nn.Momentum(use_nesterov=True)} computes the same as {@code False}. */
  MOMENTUM_IGNORES_NESTEROV,
  /** {@code nn.Adagrad(update_slots=False)} still accumulates. */
  ADAGRAD_IGNORES_UPDATE_SLOTS,
  /**
   * The vector body and the scalar tail of a tensor round differently ({@code nn.Adam} and its
   * relatives); in {@code nn.RMSProp} the body even has epsilon outside the root.
   */
  BODY_AND_TAIL_DIFFER,
  /** {@code experimental.optim.Adam(amsgrad=True)} computes the same as {@code False}. */
  EXPERIMENTAL_ADAM_IGNORES_AMSGRAD,
  /** {@code mint.optim.Adam(amsgrad=True)} never stores the maximum. */
  MINT_ADAM_FORGETS_MAXIMUM,
  /** {@code mint.optim.SGD} keeps the rate of its construction, whatever is assigned later. */
  MINT_SGD_KEEPS_FIRST_RATE,
  /**
   * A constant rate in an optimizer where any group's rate is dynamic passes through {@code rate +
   * 1 - 1} in float32: 1e-4 becomes 1.00016594e-4, 1e-8 becomes 0.
   */
  STATIC_RATE_BESIDE_DYNAMIC,
  /** {@code nn.FTRL} adds l1 where it should add l1 with the sign of the linear term. */
  FTRL_L1_WITHOUT_SIGN,
  /**
   * {@code nn.LARS} with a dynamic weight decay around an optimizer with constant rates counts each
   * step twice, so the decay is read at every other step.
   */
  LARS_COUNTS_TWICE,
  /**
   * {@code nn.Rprop} and {@code nn.ASGD} with a dynamic rate and a weight-decay Cell from which all
   * parameters are exempt take the rate for the first of them a step late.
   */
  STARTS_LATE,
  /** {@code nn.AdaFactor} accepts loss_scale and does not use it. */
  ADAFACTOR_IGNORES_LOSS_SCALE,
  /** No CPU kernel: the first step with a centralized gradient is refused. */
  CENTRALIZATION_REFUSED,
  /**
   * {@code mint.optim} in PYNATIVE mode returns without having changed a parameter. Off unless
   * asked for: the traces are of GRAPH mode, where it updates.
   */
  MINT_PYNATIVE_UPDATES_NOTHING;

  /** The quirks with which a native optimizer starts. */
  public static Set<Quirk> ofTraces() {
    return EnumSet.complementOf(EnumSet.of(MINT_PYNATIVE_UPDATES_NOTHING));
  }

  /** The name in the guide and in reports, for instance {@code momentum-ignores-nesterov}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All quirks off: the specified meaning. */
  public static Option specified() {
    return new Choice(EnumSet.noneOf(Quirk.class), EnumSet.allOf(Quirk.class));
  }

  /** These quirks off, the others as they were. */
  public static Option without(Quirk first, Quirk... rest) {
    return new Choice(EnumSet.noneOf(Quirk.class), EnumSet.of(first, rest));
  }

  /** These quirks on, the others as they were; the common arithmetic ignores it. */
  public static Option with(Quirk first, Quirk... rest) {
    return new Choice(EnumSet.of(first, rest), EnumSet.noneOf(Quirk.class));
  }

  /**
   * Quirks to switch; later choices win.
   *
   * @param on to be switched on
   * @param off to be switched off
   */
  record Choice(Set<Quirk> on, Set<Quirk> off) implements Option {
    Choice {
      on = Set.copyOf(on);
      off = Set.copyOf(off);
    }

    void applyTo(Set<Quirk> quirks) {
      quirks.removeAll(off);
      quirks.addAll(on);
    }
  }
}
