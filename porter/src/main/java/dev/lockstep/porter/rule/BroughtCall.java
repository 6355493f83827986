package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.api.Api;
import dev.lockstep.porter.api.Apis;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import java.util.List;
import java.util.Optional;

/**
 * A {@code Model} whose loop cannot be written where it is trained, and cells that train: classes
 * of the same meaning, brought into the script.
 */
public final class BroughtCall implements Rule {
  private static final Text TRAINS =
      new Text(
          "a class that does what it does: the loss of each batch, backward() and step(), in float32",
          "改为功能相同的类：对每个批次求损失、backward() 和 step()，以 float32 计算");
  private static final Text TRAINED = new Text("the loop of that class", "该类的训练循环");
  private static final Text CAST =
      new Text(
          "the port computes in float32; MindSpore would cast the network to float16 at this level: see"
              + " torch.autocast",
          "移植后以 float32 计算；MindSpore 在此级别会把网络转为 float16：参见 torch.autocast");
  private static final List<String> LOOPS = List.of("train", "fit");
  private static final String MODEL = "mindspore.Model";

  private static final List<Construct> CONSTRUCTS =
      List.of(
          Construct.STEP,
          Construct.BACKWARD,
          Construct.AMP,
          Construct.CLIP,
          Construct.SCHEDULER,
          Construct.STATE);

  private final Apis apis;

  /** The rule with the table of one direction. */
  public BroughtCall(Apis apis) {
    this.apis = apis;
  }

  @Override
  public void apply(FilePort port) {
    for (Construct construct : CONSTRUCTS) {
      for (Facing facing : port.open(construct).toList()) {
        Call.of(facing.node())
            .filter(call -> construct != Construct.STATE || !Subjects.stay(port, facing))
            .ifPresent(call -> decide(port, call, construct));
      }
    }
  }

  private void decide(FilePort port, Call call, Construct construct) {
    Optional<Api> api = api(port, call);
    if (api.isPresent() && isPorted(port, call, api.get())) {
      new ApiArguments(port, api.get(), call).rewrite();
      Text why = trains(call) ? TRAINS : Counterpart.BROUGHT;
      port.changed(this, call.node(), construct, Verdict.REWRITE, why, Optional.empty());
      call.keyword("amp_level")
          .or(() -> level(call))
          .ifPresent(level -> HalfPrecision.decide(port, this, level.value(), CAST));
      ModelMetrics.write(port, call, api.get());
    } else if (LOOPS.contains(call.name()) && isTrained(port, call)) {
      port.kept(this, call.node(), construct, TRAINED);
    }
  }

  private static boolean trains(Call call) {
    return call.name().matches("Model|TrainOneStep\\w*");
  }

  /** The entry of a class that the port brings. */
  private Optional<Api> api(FilePort port, Call call) {
    return name(port, call).flatMap(apis::find).filter(Api::brought);
  }

  private static Optional<String> name(FilePort port, Call call) {
    return port.program().canonical(call.callee());
  }

  /** Whether its arguments have counterparts and its optimizer is ported. */
  private static boolean isPorted(FilePort port, Call call, Api api) {
    boolean steps =
        call
            .argument(api.takes().indexOf("optimizer"), "optimizer")
            .map(Argument::value)
            .filter(n -> !n.is("none"))
            .stream()
            .allMatch(n -> Subjects.arePorted(port, n));
    return steps && new ApiArguments(port, api, call).refusal().isEmpty();
  }

  private static Optional<Argument> level(Call call) {
    return call.name().equals("Model") ? call.positional(6) : Optional.empty();
  }

  private boolean isTrained(FilePort port, Call train) {
    return train.receiver().stream()
        .flatMap(r -> port.program().flow().origins(r).stream())
        .flatMap(o -> Call.of(o).stream())
        .filter(c -> name(port, c).filter(MODEL::equals).isPresent())
        .allMatch(c -> api(port, c).filter(a -> isPorted(port, c, a)).isPresent());
  }
}
