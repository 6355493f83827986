package dev.lockstep.porter.rule;

import dev.lockstep.config.convert.JobRates;
import dev.lockstep.core.Nearest;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Signatures;
import dev.lockstep.mapping.Text;
import dev.lockstep.porter.plan.Texts;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.OneFlowFacings;
import dev.lockstep.porter.python.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * OneFlow's legacy job functions: compiled, so that there is no loop to port; each part is marked
 * with what takes its place, and with what is wrong in it.
 */
public final class JobFunction implements Rule {
  private static final Cards CARDS = Cards.load();
  private static final Signatures LEGACY = Signatures.of("oneflow", "0.4");

  private static final Text COMPILED =
      new Text(
          "a job function is compiled, and OneFlow runs its optimizer inside: write an eager loop",
          "作业函数会被编译，其优化器由 OneFlow 在内部执行：请改写为动态图训练循环");

  @Override
  public void apply(FilePort port) {
    List<Facing> facings = port.plans().survey().facings(port.file());
    for (Facing facing : facings) {
      Optional<Call> call = Call.of(facing.node());
      boolean open = !port.isSettled(facing.node());
      if (open && call.isPresent() && isJob(port, call.get())) {
        port.refused(this, facing.node(), facing.construct(), reason(port, call.get()));
      }
    }
  }

  private static boolean isJob(FilePort port, Call call) {
    return call.name().equals("minimize") || api(port, call).isPresent();
  }

  private static Optional<String> api(FilePort port, Call call) {
    return OneFlowFacings.jobApi(port.program(), call);
  }

  private static Text reason(FilePort port, Call call) {
    List<Text> parts = new ArrayList<>();
    parts.add(COMPILED);
    Call told = minimizer(call).orElse(call);
    api(port, told).ifPresent(name -> counterpart(port, name, told).ifPresent(parts::add));
    parts.addAll(GuideErrors.of(port, call));
    return Texts.join(parts);
  }

  /** The optimizer of {@code SGD(...).minimize(loss)}, which is one statement with it. */
  private static Optional<Call> minimizer(Call call) {
    return call.name().equals("minimize") ? call.receiver().flatMap(Call::of) : Optional.empty();
  }

  private static Optional<Text> counterpart(FilePort port, String name, Call call) {
    String api = "oneflow.optimizer." + name;
    List<Card> cards = CARDS.from(api, port.options().to());
    Optional<RecordedSignature> optimizer =
        LEGACY.find(api).filter(signature -> signature.option(JobRates.RATE).isPresent());
    if (!cards.isEmpty() && optimizer.isPresent()) {
      return Optional.of(JobOptimizer.counterpart(port, optimizer.get(), call));
    }
    if (!cards.isEmpty()) {
      return Optional.of(
          Texts.format(
              "its counterpart is %s (explain %s)",
              "对应项为 %s（explain %s）", cards.get(0).to(), cards.get(0).id()));
    }
    boolean unknown = name.matches("[A-Z]\\w*") && LEGACY.find(api).isEmpty();
    return unknown ? Optional.of(unknown(name)) : Optional.empty();
  }

  private static Text unknown(String name) {
    List<String> names =
        LEGACY.all().stream()
            .map(RecordedSignature::api)
            .map(api -> api.substring(api.lastIndexOf('.') + 1))
            .toList();
    String nearest = Optional.ofNullable(Nearest.to(name, names)).orElse("");
    return Texts.format(
        "OneFlow has no oneflow.optimizer.%s, but %s",
        "OneFlow 没有 oneflow.optimizer.%s，只有 %s", name, nearest);
  }
}
