package dev.lockstep.checkpoint;

/** A checkpoint that is refused, or cannot be written: the rule, and where and what it met. */
public final class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Rule rule;

  /** A refusal by a rule; the detail says where and what was met. */
  public CheckpointException(Rule rule, String detail) {
    super(rule.id() + ": " + detail);
    this.rule = rule;
  }

  /** The rule that refuses. */
  public Rule rule() {
    return rule;
  }
}
