package dev.lockstep.config.schedule;

import dev.lockstep.config.SchedulerDefinition;

/** The arguments of a list function or Cell of MindSpore. */
record MindSporeCall(SchedulerDefinition definition) {
  /** The name without its package. */
  String name() {
    return definition.api().substring(definition.api().lastIndexOf('.') + 1);
  }

  /** A Cell computes in float32, a function in doubles. */
  boolean isCell() {
    return Character.isUpperCase(name().charAt(0));
  }

  double real(String argument) {
    return definition.args().get(argument) instanceof Number number
        ? number.doubleValue()
        : Double.NaN;
  }

  int whole(String argument, int otherwise) {
    return definition.args().get(argument) instanceof Number number ? number.intValue() : otherwise;
  }

  boolean isStair() {
    return Boolean.TRUE.equals(definition.args().get("is_stair"));
  }

  boolean isStretched() {
    return Boolean.TRUE.equals(definition.args().get("update_decay_steps"))
        || Boolean.TRUE.equals(definition.args().get("update_decay_epoch"));
  }

  /** The rate with which it starts. */
  double base() {
    return definition.args().containsKey("max_lr") ? real("max_lr") : real("learning_rate");
  }

  /** Steps in what it counts: 1 for a Cell. */
  int unit() {
    return isCell() ? 1 : whole("step_per_epoch", 1);
  }

  /** The length of its period, in what it counts. */
  int period() {
    return Math.max(1, whole(isCell() ? "decay_steps" : "decay_epoch", 1));
  }

  /**
   * How many roundings of float32 its own computation makes, as a part of the largest rate: 0 for a
   * function.
   */
  double roundings(Loop loop) {
    if (!isCell()) {
      return 0;
    }
    double steps = loop.steps();
    return switch (name()) {
      case "ExponentialDecayLR" -> 2 * steps / period() + 6;
      // the exponent rate*step rounds, and its error is multiplied by the exponent
      case "NaturalExpDecayLR" -> 3 * real("decay_rate") * steps + 8;
      case "CosineDecayLR" -> 16;
      default -> 2 * real("power") * Math.max(1, Math.pow(period(), 1 - real("power"))) + 8;
    };
  }
}
