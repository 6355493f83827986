package dev.lockstep.cli;

/** Exit codes of every subcommand. */
public final class Exit {
  /** Fine. */
  public static final int FINE = 0;

  /** Findings: a divergence, an invalid definition, something that was not ported. */
  public static final int FINDINGS = 1;

  /** Wrong use, or no input could be read. */
  public static final int USAGE = 2;

  private Exit() {}
}
