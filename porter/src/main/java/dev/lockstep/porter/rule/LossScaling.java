package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.edit.Rendering;
import dev.lockstep.porter.program.Accelerate;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Value;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Mixed precision: a gradient scaler whose steps are all ported becomes a {@code
 * DynamicLossScaler}; {@code autocast} is left out where that is asked for.
 */
public final class LossScaling implements Rule {
  private static final Text SCALING =
      new Text(
          "loss scaling and autocast are not ported; in float32 they can be left out",
          "不移植损失缩放和 autocast；在 float32 下可以省去");
  private static final Text SCALER =
      new Text(
          "the same growth and backoff of the loss scale; MindSpore's scale stays at least 1",
          "损失缩放系数的增长与回退相同；MindSpore 的缩放系数不小于 1");
  private static final Text OFF = new Text("it is switched off", "已关闭");

  /** Of torch.amp.GradScaler, after its device; torch.cuda.amp's has no device. */
  private static final List<String> OPTIONS =
      List.of("init_scale", "growth_factor", "backoff_factor", "growth_interval", "enabled");

  @Override
  public void apply(FilePort port) {
    for (Facing facing : port.open(Construct.AMP).toList()) {
      Call call = Call.of(facing.node()).orElseThrow();
      if (call.name().equals("GradScaler") && isPorted(port, call.node())) {
        Optional<Scaler> scaler = Scaler.of(port, call);
        scaler.ifPresentOrElse(s -> write(port, s), () -> refuse(port, facing));
      } else if (call.name().equals("autocast") && isContext(call.node())) {
        autocast(port, facing);
      } else {
        refuse(port, facing);
      }
    }
  }

  private void refuse(FilePort port, Facing facing) {
    port.refused(this, facing.node(), Construct.AMP, SCALING);
  }

  private void autocast(FilePort port, Facing facing) {
    if (isFull(port, facing.node())) {
      port.kept(this, facing.node(), Construct.AMP, OFF);
      return;
    }
    if (isOff(facing.node())) {
      withoutCast(port, facing);
      port.changed(this, facing.node(), Construct.AMP, OFF);
    } else if (port.options().unsafe()) {
      withoutCast(port, facing);
      port.changed(
          this,
          facing.node(),
          Construct.AMP,
          Verdict.DIVERGES,
          Sentences.FLOAT32,
          Optional.empty());
    } else {
      port.refused(
          this,
          facing.node(),
          Construct.AMP,
          Verdict.DIVERGES,
          Sentences.needsUnsafe(Sentences.FLOAT32));
    }
  }

  private static boolean isFull(FilePort port, Node call) {
    return Call.of(call)
        .flatMap(Call::receiver)
        .filter(r -> Accelerate.isFull(port.program(), r))
        .isPresent();
  }

  private static void withoutCast(FilePort port, Facing facing) {
    port.edits()
        .replace(facing.node(), r -> r.name("contextlib.nullcontext", facing.node()) + "()");
  }

  /** Whether it is switched off where it is written. */
  private static boolean isOff(Node call) {
    return Call.of(call)
        .flatMap(c -> c.keyword("enabled"))
        .filter(a -> a.value().is("false"))
        .isPresent();
  }

  private static boolean isContext(Node call) {
    return call.parent().filter(p -> p.is("with_item", "as_pattern")).isPresent();
  }

  /** Whether every step that goes through a scaler is ported, and there is one. */
  private static boolean isPorted(FilePort port, Node scaler) {
    List<Facing> steps =
        port.plans().survey().facings().filter(f -> isOf(port, f, scaler)).toList();
    return steps.stream().anyMatch(f -> f.construct() == Construct.STEP)
        && steps.stream()
            .filter(f -> f.construct() != Construct.AMP && f.construct() != Construct.STATE)
            .allMatch(f -> f.construct() == Construct.STEP && port.plans().isStepPorted(f));
  }

  private static boolean isOf(FilePort port, Facing facing, Node scaler) {
    return Call.of(facing.node())
        .flatMap(Call::receiver)
        .filter(r -> port.program().flow().origins(r).contains(scaler))
        .isPresent();
  }

  private void write(FilePort port, Scaler scaler) {
    port.edits().replace(scaler.call.node(), scaler::text);
    port.changed(
        this, scaler.call.node(), Construct.AMP, Verdict.EQUIVALENT, SCALER, Optional.empty());
  }

  /** The construction of a scaler, with what each option is given. */
  private record Scaler(Call call, List<Optional<Node>> values, double growth) {
    private static final double GROWTH = 2;
    private static final double BACKOFF = 0.5;

    static Optional<Scaler> of(FilePort port, Call call) {
      List<Argument> given = positional(call);
      List<Optional<Node>> values = OPTIONS.stream().map(name -> value(call, given, name)).toList();
      double growth = number(port, values.get(1)).orElse(GROWTH);
      double backoff = number(port, values.get(2)).orElse(BACKOFF);
      boolean known =
          Stream.of(1, 2)
              .allMatch(i -> values.get(i).isEmpty() || number(port, values.get(i)).isPresent());
      boolean whole = growth == Math.rint(growth) && growth * backoff == 1;
      boolean plain =
          call.arguments().stream()
              .allMatch(
                  a ->
                      a.keyword().isEmpty()
                          || a.keyword().equals("device")
                          || OPTIONS.contains(a.keyword()));
      return known && whole && plain
          ? Optional.of(new Scaler(call, values, growth))
          : Optional.empty();
    }

    /** Without the device that comes first. */
    private static List<Argument> positional(Call call) {
      return call.arguments().stream()
          .filter(a -> a.kind() == Argument.Kind.POSITIONAL)
          .dropWhile(a -> a.value().is("string"))
          .toList();
    }

    private static Optional<Node> value(Call call, List<Argument> positional, String name) {
      int index = OPTIONS.indexOf(name);
      return call.keyword(name)
          .or(() -> positional.stream().skip(index).findFirst())
          .map(Argument::value);
    }

    private static OptionalDouble number(FilePort port, Optional<Node> node) {
      return node.map(n -> port.program().evaluator().value(n))
          .filter(Value::certain)
          .map(Value::number)
          .orElse(OptionalDouble.empty());
    }

    String text(Rendering r) {
      String scaler =
          "%s(scale_value=%s, scale_factor=%s, scale_window=%s)"
              .formatted(
                  r.name("mindspore.amp.DynamicLossScaler", call.callee()),
                  values.get(0).map(r::text).orElse("65536.0"),
                  (long) growth,
                  values.get(3).map(r::text).orElse("2000"));
      return values
          .get(4)
          .map(
              enabled ->
                  "%s if %s else %s(scale_value=1)"
                      .formatted(
                          scaler,
                          r.text(enabled),
                          r.name("mindspore.amp.StaticLossScaler", call.callee())))
          .orElse(scaler);
    }
  }
}
