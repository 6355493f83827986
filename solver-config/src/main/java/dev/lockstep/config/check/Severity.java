package dev.lockstep.config.check;

import java.util.Locale;

/** How bad a finding is. */
public enum Severity {
  /** The framework refuses it, or it cannot be read. */
  ERROR,
  /** The framework accepts it, but hardly anyone means it. */
  WARNING;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
