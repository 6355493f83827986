package dev.lockstep.porter;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.plan.Texts;
import dev.lockstep.porter.python.PythonFile;
import dev.lockstep.porter.python.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The second leg of a port that passes through torch: what the first leg wrote is ported on, and
 * both legs' decisions are told at the lines of the original.
 */
final class Relay {
  private final Porter second;

  /** A relay that goes on from torch. */
  Relay(PortOptions fromTorch) {
    this.second = new Porter(fromTorch, true);
  }

  /**
   * Puts both legs in place of the first, for files that belong together; a file that neither leg
   * changes stays as the first left it.
   */
  void goOn(List<PythonFile> files, Map<Source, FileReport> reports) {
    List<Source> halfway =
        files.stream().map(f -> Source.of(f.source().path(), half(f, reports).ported())).toList();
    List<FileReport> later = second.port(halfway).files();
    for (int i = 0; i < files.size(); i++) {
      FileReport half = half(files.get(i), reports);
      FileReport whole = later.get(i);
      if (!half.decisions(Action.CHANGED).isEmpty() || whole.isChanged()) {
        reports.put(files.get(i).source(), joined(half, whole));
      }
    }
  }

  private static FileReport half(PythonFile file, Map<Source, FileReport> first) {
    return Objects.requireNonNull(first.get(file.source()));
  }

  private static FileReport joined(FileReport half, FileReport whole) {
    if (whole.problem().isPresent()) {
      return FileReport.failed(
          half.path(), whole.status(), half.original(), whole.problem().orElseThrow());
    }
    Lines lines = new Lines(half.original(), half.ported());
    List<Decision> decisions = decisions(half, whole, lines);
    boolean refused = decisions.stream().anyMatch(d -> d.action() == Action.REFUSED);
    return new FileReport(
        half.path(),
        refused ? Status.PARTLY : Status.PORTED,
        Optional.empty(),
        half.original(),
        whole.ported(),
        decisions,
        optimizers(half, whole, lines));
  }

  /** A place that both legs decide on is told once, with both reasons. */
  private static List<Decision> decisions(FileReport half, FileReport whole, Lines lines) {
    List<Decision> later = whole.decisions().stream().map(lines::back).toList();
    List<Decision> all = new ArrayList<>();
    for (Decision decision : half.decisions()) {
      Optional<Decision> next =
          later.stream().filter(other -> isSamePlace(decision, other)).findFirst();
      boolean stays = next.filter(d -> d.action() == Action.REFUSED).isPresent();
      if (decision.action() == Action.REFUSED || next.isEmpty()) {
        all.add(decision);
      } else if (decision.action() == Action.CHANGED && stays) {
        all.add(decision);
        all.add(next.get());
      } else {
        all.add(joined(decision, next.get()));
      }
    }
    later.stream()
        .filter(other -> half.decisions().stream().noneMatch(d -> isSamePlace(d, other)))
        .forEach(all::add);
    all.sort(
        Comparator.comparingInt(Decision::line)
            .thenComparing(Decision::endLine)
            .thenComparing(Decision::construct));
    return List.copyOf(all);
  }

  private static boolean isSamePlace(Decision a, Decision b) {
    return a.construct() == b.construct() && a.line() == b.line();
  }

  private static Decision joined(Decision half, Decision whole) {
    Verdict verdict = weaker(half.verdict(), whole.verdict());
    boolean kept = half.action() == Action.KEPT && whole.action() == Action.KEPT;
    Action action = whole.action() == Action.REFUSED ? Action.REFUSED : Action.CHANGED;
    boolean once = half.action() == Action.KEPT || half.reason().equals(whole.reason());
    Text reason = once ? whole.reason() : Texts.join(half.reason(), whole.reason());
    return new Decision(
        half.line(),
        Math.max(half.endLine(), whole.endLine()),
        half.construct(),
        whole.rule(),
        verdict,
        whole.safety(),
        kept ? Action.KEPT : action,
        reason,
        whole.card().or(half::card));
  }

  private static Verdict weaker(Verdict a, Verdict b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  /** The source of the first leg beside the target of the second. */
  private static List<PortedOptimizer> optimizers(FileReport half, FileReport whole, Lines lines) {
    List<PortedOptimizer> both = new ArrayList<>();
    for (PortedOptimizer later : whole.optimizers()) {
      int line = lines.back(later.line());
      half.optimizers().stream()
          .filter(earlier -> earlier.line() == line)
          .findFirst()
          .ifPresent(
              earlier -> both.add(earlier.into(later, weaker(earlier.verdict(), later.verdict()))));
    }
    return List.copyOf(both);
  }

  /**
   * Which line of the original a line of the half-way text comes from. Blocks may have moved to
   * another depth of indentation.
   */
  private static final class Lines {
    private final List<AbstractDelta<String>> deltas;

    Lines(String original, String ported) {
      this.deltas = DiffUtils.diff(lines(original), lines(ported)).getDeltas();
    }

    private static List<String> lines(String text) {
      return text.lines().map(String::strip).toList();
    }

    Decision back(Decision decision) {
      return new Decision(
          back(decision.line()),
          back(decision.endLine()),
          decision.construct(),
          decision.rule(),
          decision.verdict(),
          decision.safety(),
          decision.action(),
          decision.reason(),
          decision.card());
    }

    /** From 1; a line that was put in counts as the last one that it stands for. */
    int back(int line) {
      int shift = 0;
      for (AbstractDelta<String> delta : deltas) {
        int start = delta.getTarget().getPosition();
        int size = delta.getTarget().size();
        int from = delta.getSource().getPosition();
        int fromSize = delta.getSource().size();
        if (line - 1 < start) {
          break;
        }
        if (line - 1 < start + size) {
          return from + Math.max(0, Math.min(line - 1 - start, fromSize - 1)) + 1;
        }
        shift = from + fromSize - start - size;
      }
      return line + shift;
    }
  }
}
