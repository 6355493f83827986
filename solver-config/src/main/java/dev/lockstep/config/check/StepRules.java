package dev.lockstep.config.check;

import dev.lockstep.config.ClippingDefinition;
import dev.lockstep.config.LossScaleDefinition;
import dev.lockstep.config.StepApis;
import dev.lockstep.core.Nearest;
import dev.lockstep.core.OptionException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is done to gradients before a step: limits and the loss scale. */
final class StepRules implements Rules {
  /** Tries a call; empty if it is accepted. */
  private interface Call {
    void make(Map<String, @Nullable Object> args);
  }

  @Override
  public void check(Draft draft, Consumer<Problem> out) {
    if (!Draft.FRAMEWORKS.contains(draft.framework())) {
      return;
    }
    for (int i = 0; i < draft.step().clipping().size(); i++) {
      ClippingDefinition limit = draft.step().clipping().get(i);
      call(
          "clipping[" + i + "]",
          limit.api(),
          limit.args(),
          StepApis.CLIPPING.getOrDefault(draft.framework(), List.of()),
          args ->
              StepApis.clipping(
                  draft.framework(), new ClippingDefinition(limit.api(), args, limit.each())),
          draft.framework(),
          out);
    }
    draft.step().lossScale().ifPresent(scale -> lossScale(draft, scale, out));
  }

  private static void lossScale(Draft draft, LossScaleDefinition scale, Consumer<Problem> out) {
    call(
        "loss_scale",
        scale.api(),
        scale.args(),
        StepApis.LOSS_SCALES.getOrDefault(draft.framework(), List.of()),
        args -> StepApis.lossScaler(draft.framework(), new LossScaleDefinition(scale.api(), args)),
        draft.framework(),
        out);
  }

  private static void call(
      String path,
      String api,
      Map<String, @Nullable Object> args,
      List<String> known,
      Call call,
      String framework,
      Consumer<Problem> out) {
    String within = api.startsWith(framework + ".") ? api.substring(framework.length() + 1) : api;
    if (!known.contains(within)) {
      String allowed = known.isEmpty() ? "none" : String.join(", ", known);
      out.accept(
          Problem.of(Rule.UNKNOWN_API, path + ".api", api, allowed, Nearest.to(within, known)));
      return;
    }
    Optional<Refusal> refusal = refusal(call, args);
    if (refusal.isEmpty()) {
      return;
    }
    Optional<String> named = args.keySet().stream().filter(refusal.get()::names).findFirst();
    boolean unknown = refusal.get().reason().contains("has no option");
    Rule rule =
        unknown
            ? Rule.UNKNOWN_OPTION
            : named.isPresent() ? Rule.OPTION_REFUSED : Rule.MISSING_OPTION;
    String at = path + ".args" + named.map(name -> "." + name).orElse("");
    Object got = named.isPresent() && !unknown ? args.get(named.get()) : named.orElse("");
    out.accept(Problem.of(rule, at, got, refusal.get().allowed()));
  }

  private static Optional<Refusal> refusal(Call call, Map<String, @Nullable Object> args) {
    try {
      call.make(new LinkedHashMap<>(args));
      return Optional.empty();
    } catch (OptionException e) {
      return Optional.of(Refusal.of(e));
    }
  }
}
