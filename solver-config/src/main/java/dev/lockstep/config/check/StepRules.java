package dev.lockstep.config.check;

import dev.lockstep.config.Api;
import dev.lockstep.config.ClippingDefinition;
import dev.lockstep.config.LossScaleDefinition;
import dev.lockstep.config.StepApis;
import dev.lockstep.core.Nearest;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
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
    Map<String, @Nullable Object> fine = known(path, StepApis.fullName(framework, api), args, out);
    refusal(call, fine).ifPresent(refusal -> out.accept(refused(path, fine, refusal)));
  }

  /** Reports arguments that there are not; returns the others. */
  private static Map<String, @Nullable Object> known(
      String path, String fullName, Map<String, @Nullable Object> args, Consumer<Problem> out) {
    List<String> names =
        Api.find(fullName).orElseThrow().signature().keys().stream().map(OptionKey::name).toList();
    Map<String, @Nullable Object> fine = new LinkedHashMap<>(args);
    for (String name : args.keySet()) {
      if (!names.contains(name)) {
        fine.remove(name);
        out.accept(
            Problem.of(
                Rule.UNKNOWN_OPTION,
                path + ".args." + name,
                name,
                String.join(", ", names),
                Nearest.to(name, names)));
      }
    }
    return fine;
  }

  private static Problem refused(String path, Map<String, @Nullable Object> args, Refusal refusal) {
    return args.keySet().stream()
        .filter(refusal::names)
        .findFirst()
        .map(
            name ->
                Problem.of(
                    Rule.OPTION_REFUSED, path + ".args." + name, args.get(name), refusal.allowed()))
        .orElse(Problem.of(Rule.MISSING_OPTION, path + ".args", "", refusal.reason()));
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
