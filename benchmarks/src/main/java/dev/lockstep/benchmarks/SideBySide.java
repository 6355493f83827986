package dev.lockstep.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The race: Lockstep beside torch, C, MindSpore, DJL and ND4J, interleaved in one run. */
@Command(
    name = "bench",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    subcommands = Targets.class,
    description = "Races Lockstep against torch, C, MindSpore, DJL and ND4J and prints ratios.")
public final class SideBySide implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Where the contestants in C and Python are. */
  @Option(names = "--scripts", hidden = true, defaultValue = "dev/bench")
  Path scripts = Path.of("dev/bench");

  @Option(
      names = "--layout",
      split = ",",
      description = "1e7, resnet50, gpt2, 1e6/1000, 1e6/10000; all if not given")
  private List<String> layouts = Layout.all().stream().map(Layout::name).toList();

  @Option(
      names = "--optimizer",
      split = ",",
      description =
          "sgd, momentum, adam, adamw, amsgrad (these if not given), sgd-decay, momentum-decay,"
              + " momentum-scaled, adam-decay, adam-maximize")
  private List<String> optimizers = Work.OPTIMIZERS;

  @Option(
      names = "--contestant",
      split = ",",
      description = "which take part; lockstep alone stands for all of Lockstep's")
  private List<String> contestants = List.of();

  @Option(names = "--threads", split = ",", description = "1, 2 or 1,2 (${DEFAULT-VALUE})")
  private List<Integer> threads = List.of(1);

  @Option(
      names = "--waves",
      description = "processes of each contestant, one after the other (${DEFAULT-VALUE})")
  private int waves = 1;

  @Option(names = "--rounds", description = "turns of each process (${DEFAULT-VALUE})")
  private int rounds = 10;

  @Option(names = "--burst", description = "milliseconds in a turn (${DEFAULT-VALUE})")
  private long burst = 150;

  @Option(names = "--warm", description = "milliseconds before the first turn (${DEFAULT-VALUE})")
  private long warm = 1500;

  @Option(names = "--json", description = "where to write everything measured (${DEFAULT-VALUE})")
  private Path json = Rivals.BUILD.resolve("bench.json");

  @Option(names = "--strict", description = "exit 1 if a target is missed")
  private boolean strict;

  /** Runs the command. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new SideBySide()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<Rival> rivals =
        new Rivals(scripts, System.getenv()).all().stream().filter(this::isWanted).toList();
    Report report = new Report(rivals);
    List<Heat> heats = new ArrayList<>();
    out.println(report.heading());
    for (Layout layout : Layout.all()) {
      for (String optimizer : layouts.contains(layout.name()) ? optimizers : List.<String>of()) {
        for (int count : threads) {
          Heat heat =
              Heat.run(
                  layout,
                  optimizer,
                  count,
                  rivals(rivals, layout),
                  new Timing(waves, warm, rounds, burst),
                  measured -> false);
          heats.add(heat);
          report.lines(heat).forEach(out::println);
          out.flush();
        }
      }
    }
    out.println();
    Report.contestants(heats).forEach(out::println);
    Path folder = json.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Report.write(json, Machine.describe(), heats);
    out.println("\n" + Machine.describe() + "; everything measured is in " + json);
    out.flush();
    return strict && report.misses() > 0 ? 1 : 0;
  }

  private boolean isWanted(Rival rival) {
    return contestants.isEmpty()
        || contestants.contains(rival.name())
        || (rival.isOurs() && contestants.contains("lockstep"));
  }

  /** All, or where 20 GB of tensors would be alive at once only those that were asked for. */
  private List<Rival> rivals(List<Rival> rivals, Layout layout) {
    boolean all = layout.total() < 100_000_000 || !contestants.isEmpty();
    return rivals.stream().filter(rival -> all || rival.core()).toList();
  }
}
