package dev.lockstep.config.check;

import dev.lockstep.config.PetDefinition;
import dev.lockstep.core.Nearest;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Signature;
import dev.lockstep.pet.ClipGradients;
import dev.lockstep.pet.OptimizerConfig;
import dev.lockstep.pet.OptimizerTypes;
import dev.lockstep.pet.PetOptions;
import dev.lockstep.pet.Policies;
import dev.lockstep.pet.SchedulerConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Pet: the fields of its SOLVER, each alone and then together. */
final class PetRules implements Rules {
  private static final String OPTIMIZER = "options.OPTIMIZER";
  private static final String SCHEDULER = "options.SCHEDULER";
  private static final String CLIP = "CLIP_GRADIENTS";

  @Override
  public void check(Draft draft, Consumer<Problem> out) {
    if (!draft.framework().equals("pet")) {
      return;
    }
    if (!draft.api().equals(PetDefinition.API)) {
      out.accept(Problem.of(Rule.UNKNOWN_API, "api", draft.api(), PetDefinition.API));
      return;
    }
    if (!draft.groups().isEmpty()) {
      out.accept(madeByPet("groups"));
    }
    if (!draft.schedulers().isEmpty()) {
      out.accept(madeByPet("schedulers"));
    }
    names("options", draft.options(), List.of("OPTIMIZER", "SCHEDULER"), out);
    section(OPTIMIZER, draft, out).ifPresent(data -> optimizer(data, out));
    section(SCHEDULER, draft, out).ifPresent(data -> scheduler(draft, data, out));
  }

  private static Problem madeByPet(String field) {
    return Problem.of(Rule.REFUSED, field, "pet", "it makes groups and schedulers by itself");
  }

  private static void names(
      String path, Map<String, ?> data, List<String> known, Consumer<Problem> out) {
    for (String name : data.keySet()) {
      if (!known.contains(name)) {
        String all = String.join(", ", known);
        String nearest = Nearest.to(name, known);
        out.accept(Problem.of(Rule.UNKNOWN_OPTION, path + "." + name, name, all, nearest));
      }
    }
  }

  @SuppressWarnings("unchecked") // keys of objects are strings
  private static Optional<Map<String, @Nullable Object>> section(
      String path, Draft draft, Consumer<Problem> out) {
    Object data = draft.options().get(path.substring(path.indexOf('.') + 1));
    if (data == null) {
      return Optional.of(Map.of());
    }
    if (data instanceof Map<?, ?> map) {
      return Optional.of((Map<String, @Nullable Object>) map);
    }
    out.accept(Problem.of(Rule.WRONG_TYPE, path, data, "an object"));
    return Optional.empty();
  }

  private static void optimizer(Map<String, @Nullable Object> data, Consumer<Problem> out) {
    Map<String, @Nullable Object> rest = new LinkedHashMap<>(data);
    if (data.get(CLIP) instanceof Map<?, ?> clip) {
      @SuppressWarnings("unchecked") // keys of objects are strings
      Map<String, @Nullable Object> fields = (Map<String, @Nullable Object>) clip;
      String path = OPTIMIZER + "." + CLIP;
      rest.put(CLIP, fields(path, ClipGradients.SIGNATURE, fields, ClipGradients::read, out));
    }
    rest = fields(OPTIMIZER, OptimizerConfig.SIGNATURE, rest, OptimizerConfig::read, out);
    try {
      OptimizerConfig config = OptimizerConfig.read(rest);
      OptimizerTypes.STANDARD.get(config.type());
      ignored(config.type(), out);
    } catch (OptionException e) {
      String field = String.valueOf(e.getMessage()).contains("TYPE must") ? ".TYPE" : "." + CLIP;
      out.accept(conflict(OPTIMIZER + field, rest, e));
    }
  }

  /** What the documented code does not hand on. */
  private static void ignored(String type, Consumer<Problem> out) {
    String path = OPTIMIZER + ".TYPE";
    if (type.equals("ADAM")) {
      out.accept(Problem.of(Rule.PET_GROUPS_IGNORED, path, type, "SGD, ADAMW, RMSPROP"));
    }
    if (type.equals("RMSPROP")) {
      out.accept(Problem.of(Rule.PET_RATE_IGNORED, path, type, "SGD, ADAMW, ADAM"));
    }
  }

  private static void scheduler(
      Draft draft, Map<String, @Nullable Object> data, Consumer<Problem> out) {
    Map<String, @Nullable Object> rest =
        fields(SCHEDULER, SchedulerConfig.SIGNATURE, data, SchedulerConfig::read, out);
    try {
      SchedulerConfig config = SchedulerConfig.read(rest);
      String policy = config.get(PetOptions.POLICY);
      Policies.STANDARD.get(policy);
      lengths(draft, config, out);
      steps(policy, config, out);
    } catch (OptionException e) {
      out.accept(conflict(SCHEDULER + ".POLICY", rest, e));
    }
  }

  private static void lengths(Draft draft, SchedulerConfig config, Consumer<Problem> out) {
    if (!config.has(PetOptions.TOTAL_ITERS) && !config.has(PetOptions.TOTAL_EPOCHS)) {
      out.accept(Problem.of(Rule.MISSING_OPTION, SCHEDULER + ".TOTAL_ITERS", "", "a whole number"));
    }
    if (config.countsEpochs() && draft.stepsPerEpoch() == 0) {
      out.accept(Problem.of(Rule.PET_EPOCH_LENGTH, SCHEDULER, "", "steps_per_epoch"));
    }
  }

  private static void steps(String policy, SchedulerConfig config, Consumer<Problem> out) {
    if (!policy.equals("STEP_COSINE")) {
      return;
    }
    if (config.get(PetOptions.STEPS).length == 0) {
      out.accept(
          Problem.of(Rule.OPTIONS_CONFLICT, SCHEDULER + ".STEPS", "[]", "STEP_COSINE needs STEPS"));
    }
    out.accept(Problem.of(Rule.PET_STEP_COSINE, SCHEDULER + ".POLICY", policy, "STEP, COSINE"));
  }

  private static Problem conflict(
      String path, Map<String, @Nullable Object> data, OptionException e) {
    String reason = Refusal.of(e).reason();
    String field = path.substring(path.lastIndexOf('.') + 1);
    boolean alone = reason.contains(field + " must be one of");
    return alone
        ? Problem.of(Rule.OPTION_REFUSED, path, data.get(field), Refusal.of(e).allowed())
        : Problem.of(Rule.OPTIONS_CONFLICT, path, data.get(field), reason);
  }

  /** Reports each field that is refused whatever the others are; returns those that are not. */
  private static Map<String, @Nullable Object> fields(
      String path,
      Signature signature,
      Map<String, @Nullable Object> data,
      Consumer<Map<?, ?>> read,
      Consumer<Problem> out) {
    List<String> known = signature.keys().stream().map(OptionKey::name).toList();
    names(path, data, known, out);
    Map<String, @Nullable Object> fine = new LinkedHashMap<>();
    data.forEach(
        (name, value) -> {
          if (known.contains(name)) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put(name, value);
            try {
              read.accept(one);
              fine.put(name, value);
            } catch (OptionException e) {
              out.accept(
                  Problem.of(
                      Rule.OPTION_REFUSED, path + "." + name, value, Refusal.of(e).allowed()));
            }
          }
        });
    return fine;
  }
}
