package dev.lockstep.cli;

import dev.lockstep.conformance.Budget;
import dev.lockstep.conformance.Conformance;
import dev.lockstep.conformance.ConformanceReport;
import dev.lockstep.conformance.FileReport;
import dev.lockstep.conformance.verdict.CardTrials;
import dev.lockstep.core.Arithmetic;
import dev.lockstep.torch.optim.SquareRootProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/**
 * {@code lockstep conformance}: replays golden traces and judges them by the budget; tries the
 * verdicts of the cards.
 */
@Command(name = "conformance", mixinStandardHelpOptions = true)
final class ConformanceCommand implements Callable<Integer> {
  @ParentCommand private Lockstep root = new Lockstep();

  @Option(names = "--goldens", paramLabel = "DIR", descriptionKey = "goldens")
  private Optional<Path> goldens = Optional.empty();

  @Option(names = "--api", paramLabel = "GLOB", descriptionKey = "api")
  private String api = "*";

  @Option(names = "--arithmetic", paramLabel = "native|common", descriptionKey = "arithmetic")
  private Arithmetic arithmetic = Arithmetic.NATIVE;

  @Option(names = "--root", paramLabel = "stock|ieee", descriptionKey = "square-root")
  private Optional<SquareRootProfile> squareRoot = Optional.empty();

  @Option(names = "--tries", paramLabel = "N", descriptionKey = "tries")
  private Optional<Integer> tries = Optional.empty();

  @Option(names = "--seed", paramLabel = "N", descriptionKey = "seed")
  private long seed;

  @Option(names = "--report", paramLabel = "DIR", descriptionKey = "report-dir")
  private Optional<Path> report = Optional.empty();

  @Option(names = "--json", paramLabel = "FILE", descriptionKey = "json")
  private Optional<Path> json = Optional.empty();

  @Override
  public Integer call() throws IOException {
    if (goldens.isEmpty() && tries.isEmpty()) {
      throw new CommandException("conformance.nothing-to-do");
    }
    ConformanceReport result = new ConformanceReport(replayed(), tried());
    new ConformanceView(root.console()).show(result);
    write(result);
    return exitCode(result);
  }

  private List<FileReport> replayed() throws IOException {
    if (goldens.isEmpty()) {
      return List.of();
    }
    if (!Files.exists(goldens.get())) {
      throw new CommandException("no-file", goldens.get());
    }
    List<FileReport> files = conformance().replay(goldens.get(), file -> {});
    if (files.isEmpty()) {
      throw new CommandException("no-goldens", goldens.get(), api);
    }
    return files;
  }

  /** With another root than the recorded one, updates are judged one by one. */
  private Conformance conformance() {
    boolean ieee = squareRoot.filter(SquareRootProfile.IEEE::equals).isPresent();
    Budget budget = ieee ? Budget.ieeeRoot() : Budget.load();
    var asked = squareRoot.stream().toArray(dev.lockstep.core.Option[]::new);
    return new Conformance(budget, arithmetic, api, asked);
  }

  private List<CardTrials.Outcome> tried() {
    if (tries.isEmpty()) {
      return List.of();
    }
    if (tries.get() < 1) {
      throw new CommandException("wrong-argument", "--tries N", tries.get());
    }
    List<CardTrials.Outcome> outcomes = new CardTrials(tries.get(), seed).run(api);
    if (outcomes.isEmpty()) {
      throw new CommandException("no-cards", api);
    }
    return outcomes;
  }

  private static int exitCode(ConformanceReport result) {
    if (result.nothingRead()) {
      return Exit.USAGE;
    }
    return result.isFine() ? Exit.FINE : Exit.FINDINGS;
  }

  private void write(ConformanceReport result) throws IOException {
    if (json.isPresent()) {
      WholeFile.write(json.get(), result.toJson());
    }
    if (report.isPresent()) {
      WholeFile.write(report.get().resolve("conformance.json"), result.toJson());
      WholeFile.write(report.get().resolve("conformance.md"), result.toMarkdown());
    }
  }
}
