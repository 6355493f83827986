package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.plan.Freezing;
import dev.lockstep.porter.plan.Texts;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Torch;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
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

  /** Layers that keep no parameter that torch would call a buffer. */
  private static final String STATELESS =
      "torch\\.nn\\.(Module|Linear|ReLU6?|Sigmoid|Tanh|LeakyReLU|ELU|GELU|SiLU|Softmax|LogSoftmax"
          + "|Dropout|Identity|Flatten|Sequential|ModuleList|Parameter|Embedding|LayerNorm|Conv\\dd"
          + "|MaxPool\\dd|AvgPool\\dd|\\w*Loss|functional(\\.\\w+)?)";

  @Override
  public void apply(FilePort port) {
    port.calls()
        .filter(c -> c.callee().is("attribute") && !port.isSettled(c.node()))
        .filter(c -> c.name().equals("parameters") || c.name().equals("named_parameters"))
        .filter(c -> c.arguments().isEmpty() && !port.edits().covers(c.node()))
        .forEach(c -> others(port, c));
  }

  private void others(FilePort port, Call call) {
    if (!call.name().equals("parameters")) {
      named(port, call, false);
    } else if (isStateless(port.program())) {
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
    if (call.name().equals("parameters")) {
      rule.rename(port, call, "trainable_params", TRAINABLE);
    } else if (call.name().equals("named_parameters")) {
      rule.named(port, call, true);
    }
  }

  private void named(FilePort port, Call call, boolean optimized) {
    Node model = call.receiver().orElseThrow();
    boolean seen = isSeen(port.program(), model);
    boolean same = seen && isStateless(port.program()) && !mayRename(port.program());
    boolean filtered = optimized && !switchesInLoop(call) && !(seen && !mayFreeze(port.program()));
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
        || program.flow().instanceOf(model).isPresent()
        || program.flow().isMade(model, call -> isLayer(program, call));
  }

  private static boolean isLayer(TrainingProgram program, Call call) {
    return program.qualified(call.callee()).filter(n -> n.startsWith("torch.nn.")).isPresent();
  }

  private static boolean mayFreeze(TrainingProgram program) {
    return program.project().files().stream().anyMatch(file -> freezes(file.root()));
  }

  /** Whether some code says of parameters whether they are trained. */
  private static boolean freezes(Node code) {
    return code.descendants("attribute").anyMatch(a -> Freezing.asked(a).isPresent());
  }

  /** Whether the loop over the parameters itself says which of them are trained. */
  private static boolean switchesInLoop(Call call) {
    return call.node()
        .enclosing("for_statement")
        .filter(loop -> loop.get("right").contains(call.node()))
        .filter(ModelParameters::freezes)
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

  /** Whether every layer that the project names keeps nothing but trainable parameters. */
  static boolean isStateless(TrainingProgram program) {
    return program.project().files().stream()
        .flatMap(file -> file.root().descendants("attribute"))
        .filter(n -> !n.field().equals("object"))
        .flatMap(n -> program.qualified(n).stream())
        .noneMatch(
            name ->
                name.startsWith("torchvision")
                    || (name.matches("torch\\.nn\\.[A-Z]\\w*") && !name.matches(STATELESS)));
  }

  /** Whether some layer of the project calls its parameters otherwise in MindSpore, or may. */
  static boolean mayRename(TrainingProgram program) {
    return program.project().files().stream()
            .flatMap(file -> file.root().descendants("attribute"))
            .filter(n -> !n.field().equals("object"))
            .flatMap(n -> program.qualified(n).stream())
            .anyMatch(
                name -> name.matches("torch\\.nn\\.\\w*(Norm\\w*|Embedding)") || isUnseen(name))
        || hasUnseenParts(program);
  }

  /** Whether a model has a part that a library makes. */
  private static boolean hasUnseenParts(TrainingProgram program) {
    return program.project().files().stream()
        .flatMap(file -> file.root().descendants("assignment"))
        .filter(a -> a.get("left").is("attribute") && Flow.isSelf(a.get("left").get("object")))
        .filter(a -> Flow.enclosingClass(a).filter(program::isModule).isPresent())
        .flatMap(a -> a.find("right").stream())
        .flatMap(Call::in)
        .filter(call -> program.flow().callee(call).isEmpty())
        .flatMap(call -> program.qualified(call.callee()).stream())
        .anyMatch(name -> !name.startsWith(Torch.ROOT + ".") && name.contains("."));
  }

  private static boolean isUnseen(String name) {
    return name.startsWith("torchvision.models") || name.startsWith(Torch.ROOT + ".hub");
  }
}
