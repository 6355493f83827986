package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.edit.Replacement;
import dev.lockstep.porter.plan.OptimizerPlan;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Source;
import dev.lockstep.porter.python.Statements;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code trainable_params()} and its kin, for torch, and the order that groups are given. */
public final class TrainableParams implements Rule {
  private static final Text PARAMETERS =
      new Text(
          "torch's optimizers skip parameters without gradients by themselves",
          "torch 的优化器会自行跳过没有梯度的参数");
  private static final Text LISTED =
      new Text("a list, of the parameters that need gradients", "需要梯度的参数的列表");
  private static final Text ALL =
      new Text(
          "without running statistics, which MindSpore lists as well; torch keeps them as buffers()",
          "不含 MindSpore 也会列出的滑动统计量；torch 将其作为 buffers() 保存");
  private static final Text WITH_STATISTICS =
      new Text(
          "with the running statistics of norm layers, which torch keeps as buffers",
          "含归一化层的滑动统计量；torch 将其作为 buffer 保存");
  private static final Text NAMED = new Text("names and parameters", "名称与参数");
  private static final Text OWN_NAMES =
      new Text(
          "parameters with the names that MindSpore gives them (gamma and beta in norm layers, embedding_table in"
              + " embeddings), so that tests on names mean the same; without running statistics",
          "参数及其在 MindSpore 中的名称（归一化层为 gamma 和 beta，嵌入层为 embedding_table），使对名称的判断含义不变；不含滑动统计量");

  /** What running statistics have no part in: they are not trained. */
  private static final Set<String> OF_TRAINED = Set.of("name", "requires_grad", "grad");

  private static final Pattern STATISTICS = Pattern.compile("(Batch|Instance)Norm\\w*\\(");
  private static final Pattern RENAMED = Pattern.compile("\\w*(Norm|Embedding|PReLU)\\w*\\(");
  private static final Text ORDER =
      new Text(
          "the order of updates does not change torch's numbers: each parameter is updated by itself",
          "更新顺序不改变 torch 的数值：每个参数独立更新");

  /** Methods of a Cell that list parameters. */
  static final Set<String> LISTS = Set.of("trainable_params", "get_parameters");

  @Override
  public void apply(FilePort port) {
    for (OptimizerPlan plan : port.plans().optimizers()) {
      if (port.isMade(plan)) {
        plan.groups().orders().stream()
            .filter(n -> n.source() == port.file().source() && !port.isSettled(n))
            .forEach(n -> order(port, n));
        plan.groups().groups().keySet().stream()
            .filter(n -> n.source() == port.file().source() && !port.isSettled(n))
            .forEach(n -> port.kept(this, n, Construct.GROUP, Sentences.SAME));
      }
    }
    orders(port).toList().forEach(n -> order(port, n));
    port.calls()
        .filter(c -> c.callee().is("attribute") && c.arguments().isEmpty())
        .filter(c -> !port.edits().covers(c.node()))
        .toList()
        .forEach(c -> parameters(port, c));
  }

  /** Orders of groups that no optimizer here is seen to take; torch's would refuse them. */
  private static Stream<Node> orders(FilePort port) {
    return port.open(Construct.GROUP)
        .map(Facing::node)
        .filter(n -> n.is("dictionary"))
        .filter(
            n ->
                port.plans().optimizers().stream()
                    .noneMatch(plan -> plan.groups().orders().contains(n)));
  }

  private void parameters(FilePort port, Call call) {
    if (call.name().equals("parameters_and_names")) {
      named(port, call);
    } else if (LISTS.contains(call.name()) && isGivenAtOnce(port, call.node())) {
      port.edits().replace(call.callee().get("attribute"), "parameters");
      port.changed(this, call.node(), Construct.MODEL, PARAMETERS);
    } else if (call.name().equals("trainable_params")) {
      port.edits()
          .replace(
              call.node(),
              r ->
                  "[param for param in %s.parameters() if param.requires_grad]"
                      .formatted(r.text(call.receiver().orElseThrow())));
      port.changed(this, call.node(), Construct.MODEL, LISTED);
    } else if (call.name().equals("get_parameters") && mayHoldStatistics(port, call)) {
      String function = BroughtCode.function(port, "mindspore_all_parameters");
      port.edits()
          .replace(
              call.node(),
              r -> "%s(%s)".formatted(function, r.text(call.receiver().orElseThrow())));
      port.changed(this, call.node(), Construct.MODEL, WITH_STATISTICS);
    } else if (call.name().equals("get_parameters")) {
      port.edits().replace(call.callee().get("attribute"), "parameters");
      port.changed(this, call.node(), Construct.MODEL, ALL);
    }
  }

  /** Whether a loop may copy running statistics as well, as MindSpore's parameters. */
  private static boolean mayHoldStatistics(FilePort port, Call call) {
    Optional<Node> left =
        call.node()
            .enclosing("for_in_clause", "for_statement")
            .filter(loop -> loop.get("right").contains(call.node()))
            .map(loop -> loop.get("left"));
    return left.filter(variables -> !isOfTrained(variables)).isPresent()
        && port.plans().optimizers().stream()
            .noneMatch(plan -> plan.groups().parameterCalls().contains(call.node()))
        && !(isSeen(port, call.receiver().orElseThrow()) && !contains(port, STATISTICS));
  }

  /** Whether a loop asks its variables for what only trained parameters have. */
  private static boolean isOfTrained(Node variables) {
    Set<String> names =
        variables.descendants("identifier").map(Node::text).collect(Collectors.toSet());
    Node clause = variables.parent().orElseThrow();
    Node loop = clause.is("for_statement") ? clause : clause.parent().orElseThrow();
    return loop.descendants("attribute")
        .filter(n -> names.contains(n.get("object").text()))
        .anyMatch(n -> OF_TRAINED.contains(n.get("attribute").text()));
  }

  private void named(FilePort port, Call call) {
    Node model = call.receiver().orElseThrow();
    if (isSeen(port, model) && !contains(port, RENAMED)) {
      port.edits().replace(call.callee().get("attribute"), "named_parameters");
      port.changed(this, call.node(), Construct.MODEL, NAMED);
    } else {
      String function = BroughtCode.function(port, "mindspore_names");
      port.edits()
          .replace(
              call.node(),
              r ->
                  "((name, param) for param, name in %s(%s).items())"
                      .formatted(function, r.text(model)));
      port.changed(this, call.node(), Construct.MODEL, OWN_NAMES);
    }
  }

  /** Whether a model is one that the project builds, so that its layers are known. */
  private static boolean isSeen(FilePort port, Node model) {
    return Flow.isSelf(model) || port.program().flow().instanceOf(model).isPresent();
  }

  /** Whether a file of the project has such a layer. */
  private static boolean contains(FilePort port, Pattern layer) {
    return port.program().project().files().stream()
        .anyMatch(file -> layer.matcher(file.source().text()).find());
  }

  /** Whether the parameters go straight to an optimizer, which reads them once. */
  private static boolean isGivenAtOnce(FilePort port, Node call) {
    return port.plans().optimizers().stream()
        .filter(OptimizerPlan::isPorted)
        .anyMatch(p -> p.site().params().filter(a -> a.value() == call).isPresent());
  }

  private void order(FilePort port, Node dictionary) {
    Node list = dictionary.parent().orElse(dictionary);
    if (!list.is("list") || list.children().size() < 2) {
      port.refused(this, dictionary, Construct.GROUP, ORDER);
      return;
    }
    int index = list.children().indexOf(dictionary);
    if (index > 0 && Statements.startsLine(dictionary)) {
      Source source = dictionary.source();
      int lineEnd = source.lineEnd(dictionary.endLine());
      String rest = source.text(dictionary.end(), lineEnd).strip();
      boolean whole = rest.isEmpty() || rest.equals(",");
      int start = whole ? source.lineStart(dictionary.line()) : dictionary.start();
      port.edits().replace(start, whole ? lineEnd : dictionary.end(), Replacement.of(""));
      port.changed(this, dictionary, Construct.GROUP, ORDER);
      return;
    }
    int start = index > 0 ? list.children().get(index - 1).end() : dictionary.start();
    int end = index > 0 ? dictionary.end() : list.children().get(1).start();
    port.edits().replace(start, end, r -> "");
    port.changed(this, dictionary, Construct.GROUP, ORDER);
  }
}
