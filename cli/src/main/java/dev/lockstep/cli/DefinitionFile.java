package dev.lockstep.cli;

import dev.lockstep.config.Definition;
import dev.lockstep.config.check.Checked;
import dev.lockstep.config.check.DefinitionCheck;
import dev.lockstep.core.OptionException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** A file that holds a definition: how commands read it, and what they say when it fails. */
record DefinitionFile(Path file) {

  /** What its framework would say of it. */
  Checked checked(Messages messages) throws IOException {
    InputFile.require(file);
    return new DefinitionCheck(Locale.forLanguageTag(messages.language())).file(file);
  }

  /** The definition, if its framework takes it; the findings are shown as errors. */
  Optional<Definition> definition(Console console) throws IOException {
    Checked checked = checked(console.messages());
    checked.findings().forEach(finding -> console.error(finding.toString()));
    return checked.definition();
  }

  /** Runs the definition; some values are refused by a later step, not by the constructor. */
  <T> T run(Supplier<T> training) {
    try {
      return training.get();
    } catch (OptionException | ArithmeticException e) {
      throw new CommandException("definition.fails", file, String.valueOf(e.getMessage()));
    }
  }
}
