package dev.lockstep.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Every target of the project in one run, each with hit or miss. */
@Command(
    name = "targets",
    mixinStandardHelpOptions = true,
    description =
        "Measures every target and prints hit, MISS, or (C) where a C loop misses it too; exit 1 if one is"
            + " not hit.")
final class Targets implements Callable<Integer> {
  @ParentCommand private SideBySide parent = new SideBySide();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--waves",
      description = "processes of each contestant, one after the other (${DEFAULT-VALUE})")
  private int waves = 2;

  @Option(names = "--rounds", description = "turns of each process (${DEFAULT-VALUE})")
  private int rounds = 10;

  @Option(names = "--burst", description = "milliseconds in a turn (${DEFAULT-VALUE})")
  private long burst = 120;

  @Option(names = "--warm", description = "milliseconds before the first turn (${DEFAULT-VALUE})")
  private long warm = 1500;

  @Option(
      names = "--only",
      split = ",",
      description = "heats (1e7, resnet50, gpt2, 1e6/1000, 1e6/10000) and rules; all if not given")
  private List<String> only = List.of();

  @Option(names = "--optimizer", split = ",", description = "of the heats; all if not given")
  private List<String> optimizers =
      Stream.concat(Work.OPTIMIZERS.stream(), Work.PATHS.stream()).toList();

  @Option(names = "--threads", split = ",", description = "of the heats (${DEFAULT-VALUE})")
  private List<Integer> threads = List.of(1, 2);

  private final List<Verdict> verdicts = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<Rival> rivals = new Rivals(parent.scripts, System.getenv()).all();
    for (Layout layout : Layout.all()) {
      if (isWanted(layout.name())) {
        race(layout, rivals, out);
      }
    }
    if (isWanted("rules")) {
      read("Sweep", out);
      read("EveryRule", out);
    }
    long hits = verdicts.stream().filter(Verdict::isHit).count();
    long beyond = verdicts.stream().filter(Verdict::isBeyondReach).count();
    out.printf(
        "%n%s of %s targets hit, %s out of reach of the C loop too; %s%n",
        hits, verdicts.size(), beyond, Machine.describe());
    out.flush();
    return hits == verdicts.size() ? 0 : 1;
  }

  private boolean isWanted(String part) {
    return only.isEmpty() || only.contains(part);
  }

  private void race(Layout layout, List<Rival> rivals, PrintWriter out) throws IOException {
    for (int count : threads) {
      for (String optimizer : optimizers) {
        List<Target> targets = Target.of(layout, optimizer, count);
        if (!targets.isEmpty()) {
          Timing timing = new Timing(waves, warm, rounds, burst);
          Heat heat =
              Heat.run(
                  layout,
                  optimizer,
                  count,
                  taking(targets, layout, rivals),
                  timing,
                  measured ->
                      verdicts(measured, targets, rivals).stream().anyMatch(Verdict::isMiss));
          verdicts(heat, targets, rivals).forEach(verdict -> add(verdict, out));
        }
      }
    }
  }

  /** Ours, the C loop and those that a target names. */
  private static List<Rival> taking(List<Target> targets, Layout layout, List<Rival> rivals) {
    Set<String> named = targets.stream().map(Target::reference).collect(Collectors.toSet());
    boolean small = layout.total() < 20_000_000;
    return rivals.stream()
        .filter(
            rival ->
                named.contains(rival.name())
                    || rival.name().equals("c")
                    || (rival.isOurs() && (small || rival.core())))
        .toList();
  }

  private static List<Verdict> verdicts(Heat heat, List<Target> targets, List<Rival> rivals) {
    return targets.stream().flatMap(target -> verdicts(heat, target, rivals).stream()).toList();
  }

  private static List<Verdict> verdicts(Heat heat, Target target, List<Rival> rivals) {
    List<Verdict> verdicts = new ArrayList<>();
    for (Rival ours : rivals) {
      if (ours.isOurs() && heat.of(ours.name()).isPresent()) {
        String what =
            "%s %s, %s thread%s: %s beside %s"
                .formatted(
                    heat.layout(),
                    heat.optimizer(),
                    heat.threads(),
                    heat.threads() == 1 ? "" : "s",
                    ours.name(),
                    target.reference());
        double ratio = heat.ratio(ours.name(), target.reference()).orElse(Double.NaN);
        if (!(Double.isNaN(ratio) && hasNo(heat, target.reference()))) {
          double reach = heat.ratio("c", target.reference()).orElse(0.0);
          verdicts.add(Verdict.atMost(what, ratio, target.bound(), reach));
        }
      }
    }
    return verdicts;
  }

  /** Whether the other library has no such optimizer, rather than not being there. */
  private static boolean hasNo(Heat heat, String reference) {
    return heat.results().stream()
        .anyMatch(r -> r.contestant().equals(reference) && r.missing().startsWith("no "));
  }

  private void add(Verdict verdict, PrintWriter out) {
    verdicts.add(verdict);
    out.println(verdict);
    out.flush();
  }

  /** What needs no other library: verdicts that a process of its own prints. */
  private void read(String main, PrintWriter out) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(Rivals.java(main, System.getenv()));
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        add(Verdict.read(line), out);
      }
    }
  }
}
