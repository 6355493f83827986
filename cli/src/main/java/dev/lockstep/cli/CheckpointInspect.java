package dev.lockstep.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.checkpoint.CheckpointException;
import dev.lockstep.checkpoint.Format;
import dev.lockstep.checkpoint.MindSporeFile;
import dev.lockstep.checkpoint.StoredTensor;
import dev.lockstep.checkpoint.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code lockstep checkpoint inspect}: every key of a checkpoint. */
@Command(name = "inspect", mixinStandardHelpOptions = true)
final class CheckpointInspect implements Callable<Integer> {
  @ParentCommand private CheckpointCommand parent = new CheckpointCommand();

  @Parameters(paramLabel = "FILE", descriptionKey = "checkpoint.file")
  private Path file = Path.of("");

  @Option(names = "--json", paramLabel = "FILE", descriptionKey = "json")
  private Optional<Path> json = Optional.empty();

  /** A line: the path of a value, its kind, and the value or a tensor's shape. */
  private record Line(String key, String kind, String value) {}

  @Override
  public Integer call() throws IOException {
    Console console = parent.console();
    byte[] bytes = CheckpointCommand.bytes(file);
    if (json.isPresent()) {
      InputFile.spare(List.of(file), json.get());
    }
    List<Line> lines = new ArrayList<>();
    try {
      collect("", Format.read(bytes), lines);
    } catch (CheckpointException e) {
      console.error(file + ": " + e.getMessage());
      return Exit.USAGE;
    }
    Format format = Format.of(bytes);
    boolean verified = isVerified(format, bytes);
    print(console, format, verified, lines);
    if (json.isPresent()) {
      WholeFile.write(json.get(), json(format, verified, lines));
    }
    return Exit.FINE;
  }

  private static boolean isVerified(Format format, byte[] bytes) {
    return switch (format) {
      case TORCH -> true;
      case MINDSPORE -> MindSporeFile.read(bytes).verified();
      case SAFETENSORS -> false;
    };
  }

  private void print(Console console, Format format, boolean verified, List<Line> lines) {
    String name = format.name().toLowerCase(Locale.ROOT);
    console.say("checkpoint.format." + (verified ? "verified" : "unverified"), file, name);
    TextTable table =
        new TextTable(
            3, console.messages().list("checkpoint.key", "checkpoint.kind", "checkpoint.value"));
    for (Line line : lines) {
      table.add(List.of(line.key(), line.kind(), line.value()));
    }
    table.lines().forEach(line -> console.print(line.replace("@|", "@ |")));
  }

  private static String json(Format format, boolean verified, List<Line> lines) throws IOException {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("format", format.name().toLowerCase(Locale.ROOT));
    document.put("verified", verified);
    document.put("keys", lines);
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
  }

  private static void collect(String path, Value value, List<Line> lines) {
    if (value instanceof Value.Dict dict && !dict.entries().isEmpty()) {
      dict.entries().forEach((key, item) -> collect(below(path, shown(key)), item, lines));
    } else if (value instanceof Value.Sequence sequence && !sequence.items().isEmpty()) {
      for (int i = 0; i < sequence.items().size(); i++) {
        collect(below(path, Integer.toString(i)), sequence.items().get(i), lines);
      }
    } else {
      lines.add(new Line(path, kind(value), shown(value)));
    }
  }

  private static String below(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  static String kind(Value value) {
    return value instanceof Value.Array array
        ? array.tensor().type().toString()
        : value.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  static String shown(Value value) {
    if (value instanceof Value.Array array) {
      StoredTensor tensor = array.tensor();
      return tensor.shape().toString();
    }
    if (value instanceof Value.Text text) {
      return text.value().replaceAll("\\p{Cntrl}", "?");
    }
    if (value instanceof Value.Whole whole) {
      return whole.value().toString();
    }
    if (value instanceof Value.Real real) {
      return Double.toString(real.value());
    }
    if (value instanceof Value.Flag flag) {
      return Boolean.toString(flag.value());
    }
    return value instanceof Value.Name name ? name.value() : "";
  }
}
