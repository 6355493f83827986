package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.OneFlowFacings;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Mistakes that OneFlow's guide to job functions makes, and scripts after it. */
final class GuideErrors {
  private static final Text SWAPPED =
      new Text(
          "the base rate comes first and the steps second: as written the rate is %s and the decay"
              + " lasts %s steps",
          "第一个参数是基础学习率，第二个是步数：按此写法学习率为 %s，衰减持续 %s 步");
  private static final Text NOT_COMPOUNDED =
      new Text(
          "one scale for several boundaries is repeated, not compounded: the rate is multiplied by it"
              + " once and stays",
          "多个边界共用一个 scale 时是重复使用而非连乘：学习率只乘一次便保持不变");
  private static final Text ABSOLUTE =
      new Text(
          "the warm-up is not added in front: afterwards the decay goes on at the absolute step, so"
              + " that the rate jumps",
          "预热并非额外添加在前面：预热后衰减按绝对步数继续，学习率会跳变");
  private static final Text TYPE =
      new Text("a job is of type train or predict; there is no %s", "作业类型只有 train 或 predict；没有 %s");

  private GuideErrors() {}

  /** What is wrong with a call of a job function's API. */
  static List<Text> of(FilePort port, Call call) {
    List<Text> errors = new ArrayList<>();
    String api = OneFlowFacings.jobApi(port.program(), call).orElse("");
    switch (api) {
      case "global_function" -> type(call).ifPresent(errors::add);
      case "PiecewiseScalingScheduler" -> scale(call).ifPresent(errors::add);
      case "PiecewiseConstantScheduler" -> {}
      default -> swapped(port, call, api).ifPresent(errors::add);
    }
    if (api.endsWith("Scheduler")
        && call.keyword("warmup").filter(w -> !w.value().is("none")).isPresent()) {
      errors.add(ABSOLUTE);
    }
    return errors;
  }

  private static Optional<Text> type(Call call) {
    return call.argument(0, "type")
        .flatMap(a -> dev.lockstep.porter.python.Text.string(a.value()))
        .filter(type -> !type.equals("train") && !type.equals("predict"))
        .map(type -> format(TYPE, type));
  }

  private static Optional<Text> scale(Call call) {
    Optional<Node> boundaries = call.argument(1, "boundaries").map(Argument::value);
    Optional<Node> scale = call.argument(2, "scale").map(Argument::value);
    boolean several =
        boundaries.filter(b -> b.is("list", "tuple") && b.children().size() > 1).isPresent();
    boolean one = scale.filter(s -> s.is("float", "integer")).isPresent();
    return several && one ? Optional.of(NOT_COMPOUNDED) : Optional.empty();
  }

  private static Optional<Text> swapped(FilePort port, Call call, String api) {
    if (!api.endsWith("Scheduler")) {
      return Optional.empty();
    }
    OptionalDouble rate = number(port, call.argument(0, "base_lr"));
    OptionalDouble steps = number(port, call.argument(1, "steps"));
    boolean wrong =
        rate.isPresent() && steps.isPresent() && rate.getAsDouble() >= 1 && steps.getAsDouble() < 1;
    return wrong
        ? Optional.of(
            format(
                SWAPPED,
                call.argument(0, "base_lr").orElseThrow().value().text(),
                call.argument(1, "steps").orElseThrow().value().text()))
        : Optional.empty();
  }

  private static OptionalDouble number(FilePort port, Optional<Argument> argument) {
    return argument
        .map(a -> port.program().evaluator().value(a.value()))
        .filter(Value::known)
        .map(v -> v.constant().orElseThrow())
        .filter(Number.class::isInstance)
        .map(n -> OptionalDouble.of(((Number) n).doubleValue()))
        .orElse(OptionalDouble.empty());
  }

  private static Text format(Text text, Object... parts) {
    return new Text(text.en().formatted(parts), text.zh().formatted(parts));
  }
}
