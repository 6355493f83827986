package dev.lockstep.config.print;

import dev.lockstep.config.DefinitionException;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The factor of Pet's schedules as a Python function of {@code epoch}, operation by operation. */
final class PetFactor {
  private PetFactor() {}

  /** A lambda; it needs the module {@code math}. */
  static String python(Map<?, ?> data, Function<@Nullable Object, String> value) {
    return "lambda epoch: " + factor(data, value);
  }

  private static String factor(Map<?, ?> data, Function<@Nullable Object, String> value) {
    String warm = warmUp(data, value);
    String max = value.apply(data.get("max_iter"));
    String milestones = value.apply(data.get("milestones"));
    String step =
        "%s * %s ** sum(m <= epoch for m in %s)"
            .formatted(warm, value.apply(data.get("gamma")), milestones);
    String cosine = "%s * 0.5 * (1.0 + math.cos(math.pi * epoch / %s))".formatted(warm, max);
    return switch (String.valueOf(data.get("policy"))) {
      case "STEP" -> step;
      case "COSINE" -> cosine;
      case "STEP_COSINE" -> "%s if epoch < %s[-1] else %s".formatted(step, milestones, cosine);
      case "POLY" ->
          "%s * (1.0 - epoch / %s) ** %s".formatted(warm, max, value.apply(data.get("lr_pow")));
      default -> throw new DefinitionException("cannot be printed as Python: " + data);
    };
  }

  private static String warmUp(Map<?, ?> data, Function<@Nullable Object, String> value) {
    String iters = value.apply(data.get("warmup_iters"));
    String first = value.apply(data.get("warmup_factor"));
    if (iters.equals("0")) {
      return "1.0";
    }
    boolean constant = "CONSTANT".equals(data.get("warmup_method"));
    String ramp = "%1$s * (1 - epoch / %2$s) + epoch / %2$s".formatted(first, iters);
    return "(1.0 if epoch >= %s else %s)".formatted(iters, constant ? first : ramp);
  }
}
