package dev.lockstep.cli;

import dev.lockstep.config.Definition;
import dev.lockstep.config.ParameterDefinition;
import dev.lockstep.config.schedule.Departure;
import dev.lockstep.config.schedule.Loop;
import dev.lockstep.config.schedule.Quantity;
import dev.lockstep.config.schedule.Simulator;
import dev.lockstep.config.schedule.Timeline;
import dev.lockstep.config.schedule.When;
import dev.lockstep.conformance.simulation.SvgChart;
import dev.lockstep.core.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/**
 * {@code lockstep schedule}: what rate, weight decay and momentum each step of definitions uses,
 * side by side, and the first step at which a definition parts from the first one.
 */
@Command(name = "schedule", mixinStandardHelpOptions = true)
final class ScheduleCommand implements Callable<Integer> {
  /** In which form the curves are written. */
  enum Form {
    TABLE,
    CSV,
    SVG
  }

  /** Some minutes and half a gigabyte of text; longer trainings are not looked at step by step. */
  private static final int MOST_STEPS = 1_000_000;

  @ParentCommand private Lockstep root = new Lockstep();

  @Parameters(paramLabel = "FILE", arity = "1..*", descriptionKey = "definitions")
  private List<Path> files = List.of();

  @Option(names = "--steps", paramLabel = "N", descriptionKey = "steps")
  private int steps = 100;

  @Option(names = "--as", paramLabel = "table|csv|svg", descriptionKey = "as-curves")
  private Form form = Form.TABLE;

  @Option(names = "--out", paramLabel = "FILE", descriptionKey = "out-file")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() throws IOException {
    if (steps < 1 || steps > MOST_STEPS) {
      throw new CommandException("steps.range", "--steps", 1, MOST_STEPS, steps);
    }
    if (out.isPresent()) {
      InputFile.spare(files, out.get());
    }
    Console console = root.console();
    Map<String, Timeline> timelines = new LinkedHashMap<>();
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (Path file : files) {
      DefinitionFile source = new DefinitionFile(file);
      Optional<Definition> definition = source.definition(console);
      if (definition.isEmpty()) {
        return Exit.FINDINGS;
      }
      String name = newName(file.toString(), timelines);
      timelines.put(name, source.run(() -> play(definition.get())));
      parameters.put(
          name, definition.get().parameters().stream().map(ParameterDefinition::name).toList());
    }
    String text = rendered(curves(timelines));
    if (out.isPresent()) {
      WholeFile.write(out.get(), text);
    } else {
      console.out().print(text);
    }
    return part(console, timelines, parameters) ? Exit.FINDINGS : Exit.FINE;
  }

  /** A definition may be beside itself: it is then numbered. */
  private static String newName(String file, Map<String, Timeline> taken) {
    String name = file;
    for (int i = 2; taken.containsKey(name); i++) {
      name = "%s (%s)".formatted(file, i);
    }
    return name;
  }

  /** Schedulers step at the end of an epoch if the definition says how long one is. */
  private Timeline play(Definition definition) {
    int epoch = definition.schedulerInterval();
    When when = epoch > 1 ? When.AFTER_EPOCH : When.AFTER_STEP;
    return Simulator.of(definition, when, e -> 1.0).run(Loop.ofSteps(steps, epoch));
  }

  /** A curve for each quantity of each group: the rates always, the others if they move. */
  private static Map<String, double[]> curves(Map<String, Timeline> timelines) {
    Map<String, double[]> curves = new LinkedHashMap<>();
    timelines.forEach(
        (file, timeline) -> {
          for (Quantity quantity : Quantity.values()) {
            for (int group = 0; timeline.has(quantity) && group < timeline.groups(); group++) {
              double[] values = timeline.values(quantity, group);
              if (quantity == Quantity.RATE || Arrays.stream(values).distinct().count() > 1) {
                curves.put("%s: %s of group %s".formatted(file, quantity, group), values);
              }
            }
          }
        });
    return curves;
  }

  private String rendered(Map<String, double[]> curves) {
    return switch (form) {
      case TABLE -> String.join("\n", table(curves).lines()) + "\n";
      case CSV -> csv(curves);
      case SVG -> svg(curves);
    };
  }

  private TextTable table(Map<String, double[]> curves) {
    TextTable table = new TextTable(0, header(curves, ""));
    for (int step = 0; step < steps; step++) {
      table.add(row(curves, step));
    }
    return table;
  }

  private String csv(Map<String, double[]> curves) {
    StringBuilder csv = new StringBuilder(String.join(",", header(curves, "\""))).append('\n');
    for (int step = 0; step < steps; step++) {
      csv.append(String.join(",", row(curves, step))).append('\n');
    }
    return csv.toString();
  }

  private static List<String> header(Map<String, double[]> curves, String quote) {
    List<String> header = new ArrayList<>(List.of("step"));
    curves.keySet().forEach(name -> header.add(quote + name.replace("\"", "\"\"") + quote));
    return header;
  }

  private static List<String> row(Map<String, double[]> curves, int step) {
    List<String> row = new ArrayList<>(List.of(Integer.toString(step)));
    curves.values().forEach(values -> row.add(Double.toString(values[step])));
    return row;
  }

  private static String svg(Map<String, double[]> curves) {
    SvgChart chart = new SvgChart("lockstep schedule", false);
    curves.forEach((name, values) -> chart.line(name, Arrays.stream(values).boxed().toList()));
    return chart.toFile();
  }

  private static boolean part(
      Console console, Map<String, Timeline> timelines, Map<String, List<String>> parameters) {
    List<String> names = List.copyOf(timelines.keySet());
    boolean part = false;
    for (int i = 1; i < names.size(); i++) {
      String left = names.get(0);
      String right = names.get(i);
      List<Timeline> both = beside(left, right, timelines, parameters);
      Timeline a = both.get(0);
      Timeline b = both.get(1);
      if (a.groups() != b.groups()) {
        console.remark("schedule.groups", left, a.groups(), right, b.groups());
        part = true;
        continue;
      }
      Optional<Departure> departure = a.firstDifference(b, DType.F32);
      Optional<Quantity> lone = departure.isPresent() ? Optional.empty() : lone(a, b);
      if (lone.isPresent()) {
        console.remark("schedule.lone", left, right, lone.get());
      } else {
        console.remark(
            departure.isPresent() ? "schedule.parts" : "schedule.equal",
            left,
            right,
            departure.map(Departure::toString).orElse(""));
      }
      part |= departure.isPresent() || lone.isPresent();
    }
    return part;
  }

  /**
   * Parameter by parameter, in their order, if both definitions declare as many; else by groups.
   */
  private static List<Timeline> beside(
      String left,
      String right,
      Map<String, Timeline> timelines,
      Map<String, List<String>> parameters) {
    Timeline a = Objects.requireNonNull(timelines.get(left));
    Timeline b = Objects.requireNonNull(timelines.get(right));
    List<String> ours = parameters.getOrDefault(left, List.of());
    List<String> theirs = parameters.getOrDefault(right, List.of());
    Optional<Timeline> ofOurs = a.perParameter(ours);
    Optional<Timeline> ofTheirs = b.perParameter(theirs);
    boolean paired =
        !ours.isEmpty()
            && ours.size() == theirs.size()
            && ofOurs.isPresent()
            && ofTheirs.isPresent();
    return paired ? List.of(ofOurs.get(), ofTheirs.get()) : List.of(a, b);
  }

  /** A quantity that moves on one side and that the other does not have. */
  private static Optional<Quantity> lone(Timeline a, Timeline b) {
    return Arrays.stream(Quantity.values())
        .filter(quantity -> a.has(quantity) != b.has(quantity))
        .filter(quantity -> moves(a.has(quantity) ? a : b, quantity))
        .findFirst();
  }

  private static boolean moves(Timeline timeline, Quantity quantity) {
    return IntStream.range(0, timeline.groups())
        .anyMatch(g -> Arrays.stream(timeline.values(quantity, g)).distinct().count() > 1);
  }
}
