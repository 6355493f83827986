package dev.lockstep.porter.plan;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.OptimizerSite;
import dev.lockstep.porter.program.SchedulerSite;
import dev.lockstep.porter.program.Torch;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.PythonFile;
import dev.lockstep.porter.python.Statements;
import dev.lockstep.porter.step.ClosurePlan;
import dev.lockstep.porter.step.LibraryBranches;
import dev.lockstep.porter.step.Refusal;
import dev.lockstep.porter.step.StepPlan;
import dev.lockstep.porter.step.StepPlanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every place of a project that faces an optimizer, and which steps can be taken apart. */
public final class Survey {
  private final TrainingProgram program;
  private final Map<PythonFile, List<Facing>> facings = new LinkedHashMap<>();
  private final Map<Node, StepPlan> steps = new LinkedHashMap<>();
  private final Map<Node, Text> refused = new LinkedHashMap<>();
  private final Set<Node> aside = new HashSet<>();
  private final Map<Node, ClosurePlan> closures = new LinkedHashMap<>();
  private final Map<OptimizerSite, Groups> groups = new HashMap<>();
  private final Training training;
  private final Freezing freezing;
  private @Nullable ProjectLayers layers;

  /**
   * Surveys a program.
   *
   * @param unsafe whether edits are made that may change numbers
   */
  public Survey(TrainingProgram program, boolean unsafe) {
    this.program = program;
    this.training = new Training(this);
    this.freezing = new Freezing(this);
    for (PythonFile file : program.project().files()) {
      List<Facing> places = Facing.of(file, program);
      facings.put(file, places);
      StepPlanner planner = new StepPlanner(program, places, unsafe);
      boolean torch = program.framework().root().equals(Torch.ROOT);
      places.stream()
          .filter(f -> torch)
          .filter(f -> f.construct() == Construct.STEP)
          .filter(step -> !steps.containsKey(step.node()))
          .forEach(step -> plan(planner, step, places));
      planAside(planner, places);
    }
  }

  /**
   * Plans again what was refused, without the branches beside it that leave the pass to a library.
   */
  private void planAside(StepPlanner planner, List<Facing> places) {
    List<Facing> scaled = LibraryBranches.of(program, places);
    List<Facing> open = places.stream().filter(f -> refused.containsKey(f.node())).toList();
    if (scaled.isEmpty() || scaled.stream().anyMatch(f -> steps.containsKey(f.node()))) {
      return;
    }
    StepPlanner rest = planner.without(scaled);
    open.stream().filter(f -> !scaled.contains(f)).forEach(step -> plan(rest, step, places));
    if (open.stream().anyMatch(f -> steps.containsKey(f.node()))) {
      scaled.forEach(f -> aside.add(f.node()));
      open.forEach(step -> planBeside(planner, step, scaled));
    }
  }

  /** The branch beside a step that scales its loss. */
  private void planBeside(StepPlanner planner, Facing step, List<Facing> scaled) {
    Optional<StepPlan> both = step(step.node()).map(plan -> planner.withBranch(plan, scaled));
    both.flatMap(StepPlan::beside)
        .ifPresent(
            branch -> {
              steps.put(step.node(), both.get());
              scaled.stream()
                  .filter(f -> branch.step().steps().contains(Statements.of(f.node())))
                  .filter(f -> f.construct() == Construct.STEP)
                  .forEach(f -> steps.put(f.node(), both.get()));
            });
  }

  /**
   * Whether a place stays because the branch beside it, which does not scale the loss, is ported.
   */
  public boolean isAside(Node node) {
    return aside.contains(node);
  }

  private void plan(StepPlanner planner, Facing step, List<Facing> places) {
    try {
      StepPlan plan = planner.plan(step);
      places.stream()
          .filter(f -> f.construct() == Construct.STEP)
          .filter(f -> plan.steps().contains(Statements.of(f.node())))
          .forEach(
              f -> {
                steps.put(f.node(), plan);
                refused.remove(f.node());
              });
    } catch (Refusal refusal) {
      refused.put(step.node(), refusal.reason());
      ClosurePlan.of(program, places, step).ifPresent(c -> closures.put(step.node(), c));
    }
  }

  /** The program. */
  public TrainingProgram program() {
    return program;
  }

  /** Which code runs while an optimizer is in use. */
  public Training training() {
    return training;
  }

  /** Where the project says whether tensors need gradients. */
  public Freezing freezing() {
    return freezing;
  }

  /** The places of a file, in source order. */
  public List<Facing> facings(PythonFile file) {
    return facings.getOrDefault(file, List.of());
  }

  /** The places of all files. */
  public Stream<Facing> facings() {
    return facings.values().stream().flatMap(List::stream);
  }

  /** What the layers of the project say of parameters; asked for only if some are listed. */
  public ProjectLayers layers() {
    ProjectLayers known = layers;
    if (known == null) {
      known = ProjectLayers.of(program);
      layers = known;
    }
    return known;
  }

  /** How a call of {@code step()} is taken apart, if it can be. */
  public Optional<StepPlan> step(Node stepCall) {
    return Optional.ofNullable(steps.get(stepCall));
  }

  /** How a call of {@code step(closure)} is taken apart, if it can be. */
  public Optional<ClosurePlan> closure(Node stepCall) {
    return Optional.ofNullable(closures.get(stepCall));
  }

  /** Why a call of {@code step()} stays, if it does. */
  public Optional<Text> refusal(Node stepCall) {
    return Optional.ofNullable(refused.get(stepCall));
  }

  /** The places that act on an optimizer. */
  public List<Facing> of(OptimizerSite site) {
    List<Facing> found = new ArrayList<>();
    facings()
        .filter(f -> f.subject().filter(s -> program.optimizersOf(s).contains(site)).isPresent())
        .forEach(found::add);
    return found;
  }

  /** What an optimizer is given to optimize. */
  public Groups groups(OptimizerSite site) {
    Groups known = groups.get(site);
    if (known == null) {
      known = Groups.of(site, this);
      groups.put(site, known);
    }
    return known;
  }

  /** The calls that add a group to an optimizer. */
  public Stream<Facing> addedGroups(OptimizerSite site) {
    return of(site).stream()
        .filter(f -> Call.of(f.node()).filter(c -> c.name().equals("add_param_group")).isPresent());
  }

  /** The places that act on a scheduler. */
  public List<Facing> of(SchedulerSite site) {
    List<Facing> found = new ArrayList<>();
    facings()
        .filter(f -> f.subject().filter(s -> program.schedulersOf(s).contains(site)).isPresent())
        .forEach(found::add);
    return found;
  }
}
