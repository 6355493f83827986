package dev.lockstep.porter.rule;

import dev.lockstep.porter.plan.SchedulerPlan;
import dev.lockstep.porter.program.Torch;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code scheduler.get_lr()} where no step of the scheduler calls it: the formula of the next step,
 * on the current rate. Compared on torch 2.15 and MindSpore 2.10 before each of seven steps.
 */
final class NextRate {
  /** Schedulers whose formula gives the same on both sides, at any time. */
  private static final Set<String> ALIKE =
      Stream.of(
              "LambdaLR",
              "StepLR",
              "MultiStepLR",
              "CosineAnnealingWarmRestarts",
              "LinearLR",
              "ConstantLR")
          .map(Torch.SCHEDULERS::concat)
          .collect(Collectors.toUnmodifiableSet());

  /** So many classes of the script may stand between a scheduler and torch's. */
  private static final int MAX_DEPTH = 4;

  private final TrainingProgram program;

  private NextRate(TrainingProgram program) {
    this.program = program;
  }

  /** Whether a call gives the same rates after the port. */
  static boolean isAlike(FilePort port, Call call, List<SchedulerPlan> plans) {
    NextRate rate = new NextRate(port.program());
    Optional<Node> own = call.receiver().flatMap(port.program().flow()::instanceOf);
    if (call.receiver().filter(r -> Subjects.isOfTarget(port, r)).isPresent()) {
      return true;
    }
    return plans.isEmpty()
        ? own.filter(type -> rate.isAlike(type, MAX_DEPTH)).isPresent()
        : plans.stream()
            .allMatch(plan -> plan.brought().isEmpty() && ALIKE.contains(plan.site().api()));
  }

  /** A class that has the method itself, or extends one that is alike. */
  private boolean isAlike(Node type, int depth) {
    boolean own = Flow.methods(type).stream().anyMatch(f -> f.get("name").text().equals("get_lr"));
    return own || (depth > 0 && Flow.bases(type).anyMatch(base -> extendsAlike(base, depth)));
  }

  private boolean extendsAlike(Node base, int depth) {
    return program.canonical(base).filter(ALIKE::contains).isPresent()
        || program.flow().origins(base).stream()
            .filter(origin -> origin.is("class_definition"))
            .anyMatch(type -> isAlike(type, depth - 1));
  }
}
