package dev.lockstep.porter;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.program.Construct;
import java.util.Optional;

/**
 * One decision of a port.
 *
 * @param line first line in the original, from 1
 * @param endLine last line in the original
 * @param construct what it is about
 * @param rule the id of the rule that decided; its page explains it
 * @param verdict how faithful the result is; UNSUPPORTED for what was refused
 * @param safety whether it keeps the numbers
 * @param action what was done
 * @param reason why, in both languages
 * @param card the id of the mapping card behind it, if there is one
 */
public record Decision(
    int line,
    int endLine,
    Construct construct,
    String rule,
    Verdict verdict,
    Safety safety,
    Action action,
    Text reason,
    Optional<String> card) {

  /** Whether a line lies in it. */
  public boolean holds(int where) {
    return line <= where && where <= endLine;
  }
}
