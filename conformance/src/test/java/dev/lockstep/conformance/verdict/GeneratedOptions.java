package dev.lockstep.conformance.verdict;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options that only make sense together. */
final class GeneratedOptions {
  private GeneratedOptions() {}

  /** Makes options such that the constructors take them. */
  static void repair(String api, Map<String, @Nullable Object> options, boolean moving) {
    if (api.endsWith(".AdaFactor")) {
      options.put("eps", List.of(1e-30, 0.001));
      boolean relative = !moving && !Boolean.FALSE.equals(options.get("relative_step"));
      options.put("relative_step", relative);
      options.put("warmup_init", false);
      options.put("compression", false);
      options.put("learning_rate", relative ? null : Double.valueOf(0.1));
    }
    if (api.endsWith(".Adafactor")) {
      options.put("eps", java.util.Arrays.asList(null, 0.001));
      options.put("d", 1.0);
    }
    if (api.endsWith(".LBFGS")) {
      // From a rate of 0.01 torch's own line search jumps when its input is off by 1e-7.
      options.put("lr", 0.5);
    }
    if (api.endsWith(".Muon")) {
      options.remove("eps");
    }
    if (Boolean.TRUE.equals(options.get("use_lazy"))
        || Boolean.TRUE.equals(options.get("use_offload"))) {
      options.put("use_lazy", false);
      options.put("use_offload", false);
    }
  }
}
