package dev.lockstep.conformance.comparison;

import dev.lockstep.config.Definition;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.PythonCall;
import java.util.List;

/** Definitions from calls, as the tables of measured pairs have them. */
final class Pairs {
  /** The steps of the run by which pairs are measured. */
  static final int STEPS = 12;

  private Pairs() {}

  /** {@code torch.optim.SGD(lr=0.1)} as a definition. */
  static Definition definition(String call) {
    PythonCall read = PythonCall.of(call);
    return Definition.of(Card.framework(read.name()), read.name(), read.options(), List.of());
  }
}
