package dev.lockstep.config.check;

import dev.lockstep.config.Definition;
import java.util.List;
import java.util.Optional;

/**
 * A definition that was checked.
 *
 * @param findings all that is wrong, in the order of the text
 * @param definition the definition; empty if one of the findings is an error
 */
public record Checked(List<Finding> findings, Optional<Definition> definition) {
  public Checked {
    findings = List.copyOf(findings);
  }

  /** Whether there are no errors; there may be warnings. */
  public boolean isValid() {
    return findings.stream().noneMatch(Finding::isError);
  }
}
