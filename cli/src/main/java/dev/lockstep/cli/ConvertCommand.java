package dev.lockstep.cli;

import dev.lockstep.config.Definition;
import dev.lockstep.config.DefinitionException;
import dev.lockstep.config.Definitions;
import dev.lockstep.config.convert.Converted;
import dev.lockstep.config.convert.Converter;
import dev.lockstep.config.convert.Note;
import dev.lockstep.config.print.JavaPrinter;
import dev.lockstep.config.print.PythonPrinter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/**
 * {@code lockstep convert}: a definition for the other framework, or in another form. What cannot
 * be converted exactly is refused with its reasons.
 */
@Command(name = "convert", mixinStandardHelpOptions = true)
final class ConvertCommand implements Callable<Integer> {
  /** In which form the result is written. */
  enum Form {
    YAML,
    JSON,
    PYTHON,
    JAVA
  }

  private static final String ALL_TARGETS = "torch|mindspore|oneflow|megengine";
  private static final List<String> TARGETS = List.of(ALL_TARGETS.split("\\|", -1));

  /** A list of that many rates is as much as a definition can hold. */
  private static final int MOST_STEPS = 200_000;

  @ParentCommand private Lockstep root = new Lockstep();

  @Parameters(paramLabel = "FILE", descriptionKey = "definition")
  private Path file = Path.of("");

  @Option(names = "--to", paramLabel = ALL_TARGETS, descriptionKey = "to-framework")
  private Optional<String> to = Optional.empty();

  @Option(names = "--as", paramLabel = "yaml|json|python|java", descriptionKey = "as-form")
  private Form form = Form.YAML;

  @Option(names = "--steps", paramLabel = "N", descriptionKey = "convert-steps")
  private int steps;

  @Option(names = "--out", paramLabel = "DIR", descriptionKey = "convert-out")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() throws IOException {
    Console console = root.console();
    if (to.isPresent() && !TARGETS.contains(to.get())) {
      throw new CommandException("wrong-argument", "--to " + ALL_TARGETS, to.get());
    }
    if (steps < 0 || steps > MOST_STEPS) {
      throw new CommandException("steps.range", "--steps", 0, MOST_STEPS, steps);
    }
    DefinitionFile source = new DefinitionFile(file);
    Optional<Definition> definition = source.definition(console);
    if (definition.isEmpty()) {
      return Exit.FINDINGS;
    }
    String target = to.orElse(definition.get().framework());
    Converted converted = source.run(() -> Converter.convert(definition.get(), target, steps));
    for (Note note : converted.notes()) {
      console.remark("convert.note", note.id(), note.text().in(console.messages().language()));
    }
    if (converted.isRefused()) {
      console.error(console.messages().text("convert.refused", file));
      return Exit.FINDINGS;
    }
    return write(console, converted.definitions());
  }

  private int write(Console console, List<Definition> definitions) throws IOException {
    for (int i = 0; i < definitions.size(); i++) {
      String name = "Optimizer" + (definitions.size() > 1 ? Integer.toString(i + 1) : "");
      String text;
      try {
        text = rendered(definitions.get(i), name);
      } catch (DefinitionException e) {
        console.error(String.valueOf(e.getMessage()));
        return Exit.FINDINGS;
      }
      if (out.isPresent()) {
        Path target = out.get().resolve(fileName(name));
        InputFile.spare(List.of(file), target);
        WholeFile.write(target, text);
      } else {
        console.out().print(i > 0 && form == Form.YAML ? "---\n" + text : text);
      }
    }
    return Exit.FINE;
  }

  private String rendered(Definition definition, String name) {
    return switch (form) {
      case YAML -> Definitions.toYaml(definition);
      case JSON -> Definitions.toJson(definition) + "\n";
      case PYTHON -> PythonPrinter.print(definition);
      case JAVA -> JavaPrinter.print(definition, name);
    };
  }

  private String fileName(String name) {
    return switch (form) {
      case YAML -> name.toLowerCase(Locale.ROOT) + ".yaml";
      case JSON -> name.toLowerCase(Locale.ROOT) + ".json";
      case PYTHON -> name.toLowerCase(Locale.ROOT) + ".py";
      case JAVA -> name + ".java";
    };
  }
}
