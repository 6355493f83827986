package dev.lockstep.conformance;

import dev.lockstep.config.Api;
import dev.lockstep.config.Glob;
import dev.lockstep.config.UnknownApiException;
import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.Option;
import dev.lockstep.torch.optim.SquareRootProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Replays folders of golden traces.
 *
 * <p>Threads: one caller at a time.
 */
public final class Conformance {
  private final Budget budget;
  private final String glob;
  private final Option[] extra;

  /**
   * A replay.
   *
   * @param budget the bounds other than 0 ULP
   * @param arithmetic in which the facades compute; common arithmetic has no budget
   * @param glob which APIs, {@code torch:*Adam*} or {@code torch.optim.Adam}; {@code *} for all
   * @param extra options of the facades' own that every optimizer gets
   */
  public Conformance(Budget budget, Arithmetic arithmetic, String glob, Option... extra) {
    this.budget = arithmetic == Arithmetic.NATIVE ? budget : Budget.none();
    this.glob = glob;
    this.extra = Arrays.copyOf(extra, extra.length + 1);
    this.extra[extra.length] = arithmetic;
  }

  /** A replay of everything within the project's budget, in native arithmetic. */
  public static Conformance standard() {
    return new Conformance(Budget.load(), Arithmetic.NATIVE, "*");
  }

  /**
   * Replays every file of traces in a folder and below it, or one file. Files without a case of the
   * wanted APIs are left out.
   *
   * @param folder the folder, or a file
   * @param progress told about each file when it is done
   * @throws IOException if the folder cannot be read
   */
  public List<FileReport> replay(Path folder, Consumer<FileReport> progress) throws IOException {
    List<FileReport> reports = new ArrayList<>();
    Path root = Files.isDirectory(folder) ? folder : folder.toAbsolutePath().getParent();
    for (Path path : GoldenFile.in(folder)) {
      String name = root == null ? path.toString() : relative(root, path);
      FileReport report = replayFile(path, name);
      if (report.cases() > 0) {
        reports.add(report);
        progress.accept(report);
      }
    }
    return reports;
  }

  private static String relative(Path root, Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    return root.toAbsolutePath().normalize().relativize(absolute).toString().replace('\\', '/');
  }

  private FileReport replayFile(Path path, String name) {
    FileReplay replay = new FileReplay();
    new GoldenFile(path).read(replay);
    if (replay.lines == 0) {
      replay.broken(1, "holds no case");
    }
    return new FileReport(name, replay.framework, replay.version, replay.root, replay.reports);
  }

  /** Replays the cases of one file as they are read. */
  private final class FileReplay implements GoldenFile.Listener {
    private final List<CaseReport> reports = new ArrayList<>();
    private String framework = "";
    private String version = "";
    private String root = "";
    private int lines;

    @Override
    public void golden(int line, Recorded golden) {
      lines++;
      String id = "line " + line;
      try {
        id = golden.get("id").text();
        framework = framework.isEmpty() ? golden.get("framework").text() : framework;
        version = version.isEmpty() ? golden.text("version", "") : version;
        if (isWanted(golden)) {
          reports.add(replayCase(golden));
          root = root.isEmpty() ? root(golden) : root;
        }
      } catch (GoldenException e) {
        reports.add(CaseReport.unsupported(id, "line " + line + ": " + e.getMessage()));
      } catch (UnknownApiException e) {
        reports.add(CaseReport.unsupported(id, String.valueOf(e.getMessage())));
      }
    }

    @Override
    public void broken(int line, String reason) {
      lines++;
      reports.add(CaseReport.unsupported("line " + line, "line " + line + ": " + reason));
    }
  }

  /** The root that was asked for, else the recorded one. */
  private String root(Recorded golden) {
    String recorded = golden.text("sqrt", "");
    boolean ieee = Arrays.asList(extra).contains(SquareRootProfile.IEEE);
    return ieee && recorded.equals("stock") ? "ieee" : recorded;
  }

  private boolean isWanted(Recorded golden) {
    String framework = golden.get("framework").text();
    String api =
        golden.find("args").isPresent()
            ? new ScheduleCase(golden).fullApi()
            : golden.get("api").text();
    String within = api.startsWith(framework + ".") ? api.substring(framework.length() + 1) : api;
    String last = api.substring(api.lastIndexOf('.') + 1);
    String prefix = glob.contains(":") ? framework + ":" : "";
    return List.of(framework + "." + within, within, last).stream()
        .anyMatch(name -> Glob.matches(glob, prefix + name));
  }

  private CaseReport replayCase(Recorded golden) {
    if (ClipReplay.isOne(golden)) {
      String api = Api.fullName(golden.get("framework").text(), golden.get("api").text());
      return new ClipReplay(golden, budget.of(api, "", "f32")).run();
    }
    if (ScaleReplay.isOne(golden)) {
      String api = Api.fullName(golden.get("framework").text(), golden.get("api").text());
      return new ScaleReplay(golden, budget.of(api, "", "f32")).run();
    }
    if (golden.find("options").isPresent()) {
      GoldenCase optimizer = new GoldenCase(golden);
      Budget own = budget.of(optimizer.api(), optimizer.variant(), optimizer.dtype().id());
      return new OptimizerReplay(optimizer, own, extra).run();
    }
    if (golden.find("args").isPresent()) {
      ScheduleCase schedule = new ScheduleCase(golden);
      Budget own = budget.of(schedule.fullApi(), "", schedule.dtype().id());
      return new ScheduleReplay(schedule, own).run();
    }
    throw new GoldenException(
        "not a trace of an optimizer, a schedule or a step: no options, no args");
  }
}
