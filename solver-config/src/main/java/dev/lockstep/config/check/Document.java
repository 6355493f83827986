package dev.lockstep.config.check;

import java.util.List;
import java.util.Optional;

/**
 * A text as it was read.
 *
 * @param root its value; empty if it could not be read to the end
 * @param problems what is wrong with it as a document
 */
record Document(Optional<Node> root, List<Located> problems) {
  /**
   * A problem whose place is known already.
   *
   * @param problem what is wrong
   * @param place where
   */
  record Located(Problem problem, Place place) {}
}
