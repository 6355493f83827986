package dev.lockstep.porter.program;

import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Binding;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.PythonFile;
import dev.lockstep.porter.python.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The places of a script for MindSpore that face its optimizer. */
final class MindSporeFacings {
  /** What is called, by its last name, wherever it is imported from. */
  private static final Map<String, Construct> BY_NAME =
      Map.ofEntries(
          Map.entry("clip_by_global_norm", Construct.CLIP),
          Map.entry("clip_by_norm", Construct.CLIP),
          Map.entry("clip_by_value", Construct.CLIP),
          Map.entry("ClipByNorm", Construct.CLIP),
          Map.entry("clip_grad_norm", Construct.CLIP),
          Map.entry("clip_grad_norm_", Construct.CLIP),
          Map.entry("clip_grad_value_", Construct.CLIP),
          Map.entry("zero_grad", Construct.ZERO_GRAD),
          Map.entry("add_param_group", Construct.GROUP),
          Map.entry("value_and_grad", Construct.BACKWARD),
          Map.entry("GradOperation", Construct.BACKWARD),
          Map.entry("DistributedGradReducer", Construct.STEP),
          Map.entry("TrainOneStepCell", Construct.STEP),
          Map.entry("TrainOneStepWithLossScaleCell", Construct.STEP),
          Map.entry("build_train_network", Construct.AMP),
          Map.entry("auto_mixed_precision", Construct.AMP),
          Map.entry("DynamicLossScaleManager", Construct.AMP),
          Map.entry("FixedLossScaleManager", Construct.AMP),
          Map.entry("DynamicLossScaleUpdateCell", Construct.AMP),
          Map.entry("FixedLossScaleUpdateCell", Construct.AMP),
          Map.entry("DynamicLossScaler", Construct.AMP),
          Map.entry("StaticLossScaler", Construct.AMP),
          Map.entry("LearningRateScheduler", Construct.SCHEDULER));

  private static final Pattern OPTIMIZER_NAME =
      Pattern.compile("(?i)_?(\\w*optim(izer)?\\w{0,3}|opt)");

  private static final Set<String> STATE = Set.of("load_param_into_net", "save_checkpoint");

  private final TrainingProgram program;
  private final List<Facing> found = new ArrayList<>();

  private MindSporeFacings(TrainingProgram program) {
    this.program = program;
  }

  static List<Facing> of(PythonFile file, TrainingProgram program) {
    MindSporeFacings facings = new MindSporeFacings(program);
    file.root().descendants().forEach(facings::read);
    return facings.found;
  }

  private void read(Node node) {
    switch (node.kind()) {
      case "call" -> call(Call.of(node).orElseThrow());
      case "assignment", "augmented_assignment" -> target(node, node.get("left"));
      case "class_definition" -> schedule(node);
      case "dictionary" -> order(node);
      default -> {}
    }
  }

  private void add(Node node, Construct construct, Optional<Node> subject) {
    found.add(new Facing(node, construct, subject));
  }

  private void call(Call call) {
    String name = call.name();
    Optional<Construct> constructed = construction(call);
    if (constructed.isPresent()) {
      add(call.node(), constructed.get(), Optional.empty());
    } else if (BY_NAME.containsKey(name) && !isVariable(call.callee())) {
      Construct construct = BY_NAME.getOrDefault(name, Construct.OTHER);
      add(call.node(), construct, call.receiver());
    } else if (isModel(call)) {
      add(call.node(), Construct.STEP, Optional.empty());
    } else if (STATE.contains(name) && firstIsOptimizer(call)) {
      add(call.node(), Construct.STATE, call.positional(0).map(Argument::value));
    } else if (name.equals("assign") && isRate(call)) {
      add(call.node(), Construct.GROUP_MUTATION, call.positional(0).map(Argument::value));
    } else if (isUpdate(call)) {
      add(call.node(), Construct.STEP, Optional.of(call.callee()));
    } else {
      call.receiver().ifPresent(receiver -> method(call, name, receiver));
    }
  }

  /** An optimizer or schedule, by its full name or by a known one of another package. */
  private Optional<Construct> construction(Call call) {
    String full = program.qualified(call.callee()).orElse("");
    boolean named = call.callee().is("identifier", "attribute");
    boolean known = named && !full.startsWith("torch");
    Framework framework = program.framework();
    if (framework.isScheduler(full) || (known && program.isSchedulerName(call.name()))) {
      return Optional.of(Construct.SCHEDULER);
    }
    boolean optimizer =
        framework.isOptimizer(full) || (known && program.isOptimizerName(call.name()));
    return optimizer ? Optional.of(Construct.OPTIMIZER) : Optional.empty();
  }

  /** Whether a name is one that the script itself gives something, as a parameter or a value. */
  private boolean isVariable(Node callee) {
    return callee.is("identifier")
        && program.project().scopes(callee).lookup(callee).stream()
            .anyMatch(b -> b.is(Binding.Kind.ASSIGN) || b.is(Binding.Kind.PARAMETER));
  }

  /** {@code Model(network, loss, optimizer)}, and its {@code train} or {@code fit}. */
  private boolean isModel(Call call) {
    if (isModelConstruction(call)) {
      return true;
    }
    return call.name().matches("train|fit")
        && !call.arguments().isEmpty()
        && call.receiver().stream()
            .flatMap(r -> program.flow().origins(r).stream())
            .flatMap(o -> Call.of(o).stream())
            .anyMatch(this::isModelConstruction);
  }

  private boolean isModelConstruction(Call call) {
    return program.canonical(call.callee()).filter("mindspore.Model"::equals).isPresent();
  }

  private boolean firstIsOptimizer(Call call) {
    return call.positional(0).map(Argument::value).filter(this::isOptimizer).isPresent();
  }

  private boolean isOptimizer(Node expression) {
    return !program.optimizersOf(expression).isEmpty() || program.isOptimizer(expression);
  }

  private boolean isRate(Call call) {
    Optional<Node> target = call.positional(0).map(Argument::value);
    boolean attribute =
        target
            .filter(t -> t.is("attribute") && isOptimizer(t.get("object")))
            .filter(t -> t.get("attribute").text().matches("learning_rate|lr"))
            .isPresent();
    return attribute
        || target
            .filter(t -> t.is("subscript") && program.ownerOfGroup(t.get("value")).isPresent())
            .isPresent();
  }

  /** {@code optimizer(grads)}. */
  private boolean isUpdate(Call call) {
    Node callee = call.callee();
    boolean variable = callee.is("identifier", "attribute") && !call.arguments().isEmpty();
    if (!variable || program.flow().callee(call).isPresent()) {
      return false;
    }
    String name = callee.is("attribute") ? callee.get("attribute").text() : callee.text();
    boolean named = OPTIMIZER_NAME.matcher(name).matches() && program.qualified(callee).isEmpty();
    return !program.optimizersOf(callee).isEmpty()
        || (named && call.arguments().size() == 1 && call.positional(0).isPresent());
  }

  private void method(Call call, String name, Node receiver) {
    switch (name) {
      case "step" -> {
        if (program.isScheduler(receiver)) {
          add(call.node(), Construct.SCHEDULER, Optional.of(receiver));
        } else if (program.isOptimizer(receiver)) {
          add(call.node(), Construct.STEP, Optional.of(receiver));
        }
      }
      case "backward" -> add(call.node(), Construct.BACKWARD, Optional.of(receiver));
      case "get_lr", "get_last_lr" -> {
        if (program.isScheduler(receiver) || isOptimizer(receiver)) {
          add(call.node(), Construct.LR_READ, Optional.of(receiver));
        }
      }
      default -> {}
    }
  }

  private void target(Node assignment, Node left) {
    if (left.is("pattern_list", "tuple_pattern")) {
      left.children().forEach(part -> target(assignment, part));
    }
    if (left.is("subscript") && left.all("subscript").size() == 1) {
      Optional<Node> owner = program.ownerOfGroup(left.get("value"));
      String key = Text.string(left.get("subscript")).orElse("");
      if (owner.isPresent() || key.equals("lr") || key.equals("weight_decay")) {
        add(assignment, Construct.GROUP_MUTATION, owner);
      }
    }
  }

  /** A schedule of the script's own. */
  private void schedule(Node type) {
    boolean schedule =
        Flow.bases(type)
            .anyMatch(
                base ->
                    program
                        .canonical(base)
                        .filter(
                            n ->
                                n.matches(
                                    "mindspore\\..*\\.(LearningRateSchedule|WarmUpLR|LRScheduler)"))
                        .isPresent());
    if (schedule) {
      add(type.get("name"), Construct.SCHEDULER, Optional.empty());
    }
  }

  private void order(Node dictionary) {
    program
        .dictionary(dictionary)
        .filter(entries -> entries.containsKey("order_params"))
        .ifPresent(entries -> add(dictionary, Construct.GROUP, Optional.empty()));
  }
}
