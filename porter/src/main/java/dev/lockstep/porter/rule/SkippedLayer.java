package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.plan.Survey;
import dev.lockstep.porter.program.Chance;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.OptimizerSite;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import dev.lockstep.porter.step.StepPlan;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code if random() > p: x = self.layer(x)} in a forward pass: in the steps that leave the layer
 * out torch's optimizer skips its parameters, MindSpore's is given zeros for them.
 */
public final class SkippedLayer implements Rule {
  private static final Text SKIPPED =
      new Text(
          "a step that leaves this layer out gives its parameters no gradient in torch, whose optimizer skips"
              + " them; in MindSpore the gradient is zeros, on which momentum and decay act: give the layer an"
              + " optimizer of its own, called only in the steps that use it",
          "某一步若不经过该层，torch 中其参数没有梯度，优化器会跳过它们；MindSpore 给出零梯度，动量与权重衰减仍会作用："
              + "请为该层单独构建优化器，仅在用到它的步中调用");

  /** Layers without parameters. */
  private static final String PLAIN =
      "torch\\.nn\\.(\\w*Dropout\\w*|\\w*ReLU6?|ELU|GELU|SiLU|Mish|Hard\\w+|Sigmoid|Tanh|Log\\w+"
          + "|Softm\\w+|Softplus|Identity|Flatten|Unflatten|\\w*Pool\\dd|\\w*Pad\\dd|\\w*Loss"
          + "|Upsample\\w*|Pixel\\w+)";

  /** Where a layer is made, or its parameters get their first values. */
  private static final String SETTING_UP = "__init__|\\w*(init|reset|load|build|make)\\w*";

  @Override
  public void apply(FilePort port) {
    TrainingProgram program = port.program();
    if (ignoreZeros(program)) {
      return;
    }
    Stream.concat(inMethods(port), inSteps(port))
        .filter(callee -> !port.isInRefused(callee) && !port.isMarked(callee))
        .toList()
        .forEach(callee -> port.refused(this, callee, Construct.MODEL, SKIPPED));
  }

  private static Stream<Node> inMethods(FilePort port) {
    TrainingProgram program = port.program();
    return port.file()
        .root()
        .descendants("class_definition")
        .filter(type -> program.isModule(type) || hasForward(type))
        .flatMap(type -> Flow.methods(type).stream())
        .filter(method -> !method.get("name").text().matches(SETTING_UP))
        .flatMap(method -> skipped(program, method));
  }

  private static Stream<Node> inSteps(FilePort port) {
    Survey survey = port.plans().survey();
    return survey.facings(port.file()).stream()
        .filter(f -> f.construct() == Construct.STEP)
        .flatMap(f -> survey.step(f.node()).stream())
        .flatMap(plan -> skipped(port.program(), plan));
  }

  /** Whether every optimizer leaves a parameter as it is whose gradient is 0. */
  private static boolean ignoreZeros(TrainingProgram program) {
    List<OptimizerSite> optimizers = program.optimizers();
    return !optimizers.isEmpty()
        && optimizers.stream()
            .allMatch(
                o ->
                    o.api().equals("torch.optim.SGD")
                        && o.bound().complete()
                        && o.bound().given().keySet().stream()
                            .noneMatch(Set.of("momentum", "weight_decay")::contains));
  }

  /** Whether a class, that may extend one of a library, has a forward pass. */
  private static boolean hasForward(Node type) {
    return Flow.methods(type).stream().anyMatch(m -> m.get("name").text().equals("forward"));
  }

  /** The layers that a method calls in some steps only. */
  private static Stream<Node> skipped(TrainingProgram program, Node method) {
    Chance chance = new Chance(program, method);
    List<Node> layers =
        Call.in(method).map(Call::callee).filter(callee -> isLayer(program, callee)).toList();
    return layers.stream()
        .filter(callee -> isSometimes(chance, callee))
        .filter(
            callee ->
                layers.stream()
                    .filter(other -> name(other).equals(name(callee)))
                    .allMatch(other -> isSometimes(chance, other) && !isChoice(other, callee)));
  }

  /** The layers that the loss of a step reaches in some rounds only. */
  private static Stream<Node> skipped(TrainingProgram program, StepPlan plan) {
    List<Node> moved = plan.passes().stream().flatMap(p -> p.moved().stream()).toList();
    List<Node> layers =
        moved.stream()
            .flatMap(Call::in)
            .map(Call::callee)
            .filter(callee -> isTrained(program, callee, plan))
            .toList();
    return layers.stream()
        .filter(
            callee ->
                layers.stream()
                    .filter(other -> other.text().equals(callee.text()))
                    .allMatch(other -> isInSomeRounds(other, moved) && !isChoice(other, callee)));
  }

  /** Whether a callee is a model with parameters, or a part of one, that a step updates. */
  private static boolean isTrained(TrainingProgram program, Node callee, StepPlan plan) {
    return program.isModel(callee)
        && !isPlain(program, callee)
        && plan.optimizers().stream()
            .flatMap(o -> program.models(o).stream())
            .flatMap(Set::stream)
            .anyMatch(model -> (callee.text() + ".").startsWith(model.text() + "."));
  }

  /** Whether a place in the code of a loss is reached on what the loops around it change. */
  private static boolean isInSomeRounds(Node place, List<Node> moved) {
    return Statements.inFunction(place)
        .takeWhile(n -> moved.stream().anyMatch(s -> s.contains(n)))
        .flatMap(n -> own(n, place))
        .filter(condition -> !condition.text().matches("(?s)isinstance\\(.*|.* is (not )?None"))
        .flatMap(condition -> condition.descendants("identifier"))
        .filter(Effects::isReference)
        .anyMatch(name -> Statements.loops(place).stream().anyMatch(l -> changes(l, name.text())));
  }

  private static boolean changes(Node loop, String name) {
    return (loop.is("for_statement") && Statements.loopsOver(loop, name))
        || loop.descendants()
            .filter(n -> n.is("assignment", "augmented_assignment"))
            .flatMap(n -> n.get("left").descendants("identifier"))
            .anyMatch(n -> n.text().equals(name));
  }

  /** Whether one of two places is always reached: they are the ways that a condition leads. */
  private static boolean isChoice(Node a, Node b) {
    boolean branches =
        Statements.choice(a, b)
            .filter(c -> c.all("alternative").stream().anyMatch(n -> n.is("else_clause")))
            .isPresent();
    return a != b && (branches || isInstead(a, b) || isInstead(b, a));
  }

  /** Whether a place is reached where a branch that holds the other one did not leave. */
  private static boolean isInstead(Node place, Node inBranch) {
    return Statements.inFunction(place)
        .filter(n -> n.is("block"))
        .flatMap(block -> left(block, place))
        .anyMatch(s -> s.get("consequence").contains(inBranch));
  }

  private static boolean isSometimes(Chance chance, Node place) {
    boolean chosen =
        place.is("subscript")
            && place.get("subscript").descendants("identifier").anyMatch(chance::isGiven);
    return chosen || conditions(place).anyMatch(chance::decides);
  }

  /** What has to be so for a place to be reached, as far as it stands in the function around it. */
  private static Stream<Node> conditions(Node place) {
    return Statements.inFunction(place)
        .flatMap(n -> Stream.concat(own(n, place), before(n, place)));
  }

  /** The condition of a statement or expression around a place. */
  private static Stream<Node> own(Node around, Node place) {
    if (around.is("if_statement", "elif_clause")) {
      return around.find("condition").filter(c -> !c.contains(place)).stream();
    }
    return around.is("conditional_expression") && !around.children().get(1).contains(place)
        ? Stream.of(around.children().get(1))
        : Stream.empty();
  }

  /** The conditions in a block under which what follows them is left out. */
  private static Stream<Node> before(Node block, Node place) {
    return block.is("block") ? left(block, place).map(s -> s.get("condition")) : Stream.empty();
  }

  /** The branches of a block, in front of a place, that leave it. */
  private static Stream<Node> left(Node block, Node place) {
    return block.children().stream()
        .filter(s -> s.end() <= place.start() && s.is("if_statement"))
        .filter(
            s ->
                s.get("consequence").children().stream()
                    .anyMatch(
                        n -> n.is("continue_statement", "break_statement", "return_statement")));
  }

  /** Whether a callee is a layer with parameters that the instance holds. */
  private static boolean isLayer(TrainingProgram program, Node callee) {
    return source(callee)
        .filter(layer -> layer.is("attribute") && Flow.isSelf(layer.get("object")))
        .filter(layer -> program.isModel(layer))
        .filter(layer -> !isPlain(program, layer))
        .isPresent();
  }

  private static boolean isPlain(TrainingProgram program, Node layer) {
    return program.flow().origins(layer).stream()
        .flatMap(o -> Call.of(o).stream())
        .anyMatch(c -> program.qualified(c.callee()).filter(n -> n.matches(PLAIN)).isPresent());
  }

  private static String name(Node layer) {
    return source(layer).orElse(layer).text();
  }

  /** The attribute that a layer is, is an element of, or is taken from by a loop. */
  private static Optional<Node> source(Node layer) {
    if (layer.is("subscript")) {
      return source(layer.get("value"));
    }
    if (!layer.is("identifier")) {
      return Optional.of(layer).filter(n -> n.is("attribute"));
    }
    return Statements.loopOf(layer)
        .flatMap(
            loop ->
                loop.get("right")
                    .descendants("attribute")
                    .filter(a -> Flow.isSelf(a.get("object")))
                    .findFirst());
  }
}
