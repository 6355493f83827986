package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Torch;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Call;
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
          "names and parameters; a MindSpore model also lists what torch keeps as buffers, so only"
              + " trainable ones are taken",
          "名称与参数；MindSpore 的模型还会列出 torch 中的 buffer，因此只取可训练的参数");
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
      named(port, call);
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
      rule.named(port, call);
    }
  }

  private void named(FilePort port, Call call) {
    if (isStateless(port.program())) {
      rename(port, call, "parameters_and_names", PLAIN_NAMED);
      return;
    }
    port.edits()
        .replace(
            call.node(),
            r ->
                unpacked(
                    r.text(call.receiver().orElseThrow()),
                    "((name, param) for name, param in %s.parameters_and_names() if param.requires_grad)"));
    port.changed(this, call.node(), Construct.MODEL, Verdict.EXACT, NAMED, Optional.empty());
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

  /** Whether some layer that the project names calls its parameters otherwise in MindSpore. */
  static boolean mayRename(TrainingProgram program) {
    return program.project().files().stream()
        .flatMap(file -> file.root().descendants("attribute"))
        .filter(n -> !n.field().equals("object"))
        .flatMap(n -> program.qualified(n).stream())
        .anyMatch(name -> name.matches("torch\\.nn\\.\\w*(Norm\\w*|Embedding)") || isUnseen(name));
  }

  private static boolean isUnseen(String name) {
    return name.startsWith("torchvision.models") || name.startsWith(Torch.ROOT + ".hub");
  }
}
