package dev.lockstep.config.text;

import java.util.List;
import java.util.Optional;

/**
 * A text as it was read.
 *
 * @param root its value; empty if it could not be read to the end
 * @param flaws what is wrong with it as a text
 */
public record Document(Optional<Node> root, List<Flaw> flaws) {
  public Document {
    flaws = List.copyOf(flaws);
  }
}
