package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.plan.Freezing;
import dev.lockstep.porter.plan.ProjectLayers;
import dev.lockstep.porter.plan.Texts;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.PythonFile;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code parameters()} and {@code named_parameters()} of a model. */
public final class ModelParameters implements Rule {
  private static final Text TRAINABLE =
      new Text(
          "torch's optimizers skip parameters without gradients; MindSpore's are given the trainable"
              + " ones only",
          "torch 的优化器会跳过没有梯度的参数；MindSpore 的优化器只接收可训练参数");
  private static final Text ALL = new Text("all parameters of the model", "模型的全部参数");
  private static final Text UNBUFFERED =
      new Text(
          "all parameters of the model, without the running statistics, which MindSpore lists as well",
          "模型的全部参数，不含 MindSpore 也会列出的滑动统计量");
  private static final Text NAMED =
      new Text(
          "parameters with the names that torch gives them, so that tests on names mean the same: MindSpore says"
              + " gamma, beta and embedding_table, and lists running statistics as well",
          "参数及其在 torch 中的名称，使对名称的判断含义不变：MindSpore 使用 gamma、beta 和 embedding_table，并会列出滑动统计量");
  private static final Text NAMED_TRAINABLE =
      new Text("torch's optimizers skip frozen parameters", "torch 的优化器会跳过被冻结的参数");
  private static final Text PLAIN_NAMED = new Text("names and parameters", "名称与参数");
  private static final Text OWN =
      new Text(
          "parameters of the layer itself: in torch's names those of its parts have a dot",
          "该层自身的参数：按 torch 的命名，其子层的参数名中带有点");
  private static final Text ARGUMENTS =
      new Text("these arguments have no counterpart", "这些参数没有对应项");

  @Override
  public void apply(FilePort port) {
    port.calls()
        .filter(c -> c.callee().is("attribute") && !port.isSettled(c.node()))
        .filter(c -> c.name().equals("parameters") || c.name().equals("named_parameters"))
        .filter(c -> c.arguments().isEmpty() || isOfModule(c))
        .filter(c -> !port.edits().covers(c.node()))
        .forEach(c -> others(port, c));
  }

  /** Whether a call has the arguments that torch's methods take. */
  private static boolean isOfModule(Call call) {
    return call.arguments().stream()
        .allMatch(a -> a.keyword().matches("prefix|recurse|remove_duplicate"));
  }

  /** Whether a layer is asked for its own parameters, without those of its parts. */
  private static boolean isOwn(Call call) {
    return call.arguments().size() == 1
        && call.arguments().get(0).keyword().equals("recurse")
        && call.arguments().get(0).value().is("false");
  }

  private void others(FilePort port, Call call) {
    if (isOwn(call)) {
      own(port, call, false);
    } else if (!call.arguments().isEmpty()) {
      port.refused(this, call.node(), Construct.MODEL, ARGUMENTS);
    } else if (!call.name().equals("parameters")) {
      named(port, call, false);
    } else if (isSeen(port.program(), call.receiver().orElseThrow())
        && port.plans().survey().layers().areStateless()) {
      rename(port, call, "get_parameters", ALL);
    } else {
      withoutBuffers(port, call);
    }
  }

  /** What torch keeps as buffers are parameters there, which no loop over parameters may change. */
  private void withoutBuffers(FilePort port, Call call) {
    String quote = port.quote(call.node());
    port.edits()
        .replace(
            call.node(),
            r ->
                unpacked(
                    r.text(call.receiver().orElseThrow()),
                    "(param for param in %1$s.get_parameters() if not param.name.endswith((%2$smoving_mean%2$s, %2$smoving_variance%2$s)))",
                    quote));
    port.changed(this, call.node(), Construct.MODEL, Verdict.EXACT, UNBUFFERED, Optional.empty());
  }

  /** For a call whose parameters go to an optimizer. */
  static void forOptimizer(FilePort port, Call call) {
    ModelParameters rule = new ModelParameters();
    if (isOwn(call)) {
      rule.own(port, call, true);
    } else if (!call.arguments().isEmpty()) {
      port.refused(rule, call.node(), Construct.MODEL, ARGUMENTS);
    } else if (call.name().equals("parameters")) {
      rule.rename(port, call, "trainable_params", TRAINABLE);
    } else if (call.name().equals("named_parameters")) {
      rule.named(port, call, true);
    }
  }

  private void own(FilePort port, Call call, boolean optimized) {
    String function = BroughtCode.function(port, "torch_named_parameters");
    String quote = port.quote(call.node());
    String element = call.name().equals("parameters") ? "param" : "(name, param)";
    String trainable = optimized && !switchesInLoop(call) ? " and param.requires_grad" : "";
    port.edits()
        .replace(
            call.node(),
            r ->
                unpacked(
                    r.text(call.receiver().orElseThrow()),
                    "(%2$s for name, param in %3$s(%1$s) if %4$s.%4$s not in name%5$s)",
                    element,
                    function,
                    quote,
                    trainable));
    port.changed(this, call.node(), Construct.MODEL, Verdict.EXACT, OWN, Optional.empty());
  }

  private void named(FilePort port, Call call, boolean optimized) {
    Node model = call.receiver().orElseThrow();
    ProjectLayers layers = port.plans().survey().layers();
    boolean seen = isSeen(port.program(), model);
    boolean same = seen && layers.areStateless() && !layers.mayRename();
    boolean filtered = optimized && !switchesInLoop(call) && !(seen && !layers.mayFreeze());
    String function = same ? "" : BroughtCode.function(port, "torch_named_parameters");
    String pairs = same ? "%s.parameters_and_names()" : function + "(%s)";
    String trainable = "((name, param) for name, param in " + pairs + " if param.requires_grad)";
    port.edits().replace(call.node(), r -> unpacked(r.text(model), filtered ? trainable : pairs));
    Text why = same ? PLAIN_NAMED : NAMED;
    port.changed(
        this,
        call.node(),
        Construct.MODEL,
        Verdict.EXACT,
        filtered ? Texts.join(why, NAMED_TRAINABLE) : why,
        Optional.empty());
  }

  /** Whether a model is one that the project builds, so that its layers are known. */
  private static boolean isSeen(TrainingProgram program, Node model) {
    return Flow.isSelf(model)
        || (isFromHere(program, model)
            && (program.flow().instanceOf(model).isPresent()
                || program
                    .flow()
                    .isMade(model, call -> isLayer(program, call) || isCopy(program, call))));
  }

  /** Whether a call copies a model whose layers are known. */
  private static boolean isCopy(TrainingProgram program, Call call) {
    return program.qualified(call.callee()).filter("copy.deepcopy"::equals).isPresent()
        && call.positional(0)
            .map(Argument::value)
            .filter(model -> !program.flow().origins(model).contains(call.node()))
            .filter(model -> isSeen(program, model))
            .isPresent();
  }

  /** Whether it is no parameter of a function that other files call: they may not be all here. */
  private static boolean isFromHere(TrainingProgram program, Node model) {
    PythonFile here = program.project().file(model);
    return Statements.function(model)
        .filter(f -> Flow.parameters(f).contains(model.text()))
        .filter(
            f ->
                program.flow().callers(f).stream()
                    .noneMatch(c -> program.project().file(c.node()).equals(here)))
        .isEmpty();
  }

  private static boolean isLayer(TrainingProgram program, Call call) {
    return program.qualified(call.callee()).filter(n -> n.startsWith("torch.nn.")).isPresent();
  }

  /** Whether the loop over the parameters itself says which of them are trained. */
  private static boolean switchesInLoop(Call call) {
    return call.node()
        .enclosing("for_statement")
        .filter(loop -> loop.get("right").contains(call.node()))
        .flatMap(
            loop ->
                loop.descendants("attribute").filter(a -> Freezing.asked(a).isPresent()).findAny())
        .isPresent();
  }

  /**
   * A generator over a model's parameters; the grammar has the star of {@code *model.parameters()}
   * in the model.
   */
  private static String unpacked(String model, String generator, Object... further) {
    String star = model.startsWith("*") ? "*" : "";
    List<Object> values = new ArrayList<>(List.of(model.substring(star.length())));
    values.addAll(List.of(further));
    return star + generator.formatted(values.toArray());
  }

  private void rename(FilePort port, Call call, String method, Text why) {
    port.edits().replace(call.callee().get("attribute"), method);
    port.changed(this, call.node(), Construct.MODEL, why);
  }
}
