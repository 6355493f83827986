package dev.lockstep.config.convert;

import dev.lockstep.config.Definition;
import java.util.List;

/**
 * The result of a conversion.
 *
 * @param definitions one, or several that together are the source; none if it is refused
 * @param notes what was done, or why it is refused
 */
public record Converted(List<Definition> definitions, List<Note> notes) {
  public Converted {
    definitions = List.copyOf(definitions);
    notes = List.copyOf(notes);
  }

  /** Whether there is no exact conversion. */
  public boolean isRefused() {
    return definitions.isEmpty();
  }
}
