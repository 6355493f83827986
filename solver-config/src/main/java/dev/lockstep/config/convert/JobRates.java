package dev.lockstep.config.convert;

import static dev.lockstep.oneflow.optimizer.OptimizerOptions.LR_SCHEDULER;

import dev.lockstep.config.Api;
import dev.lockstep.config.Definition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rates of OneFlow's job functions, which are schedules even where they stay. */
public final class JobRates {
  /** What the optimizers of job functions call their rate. */
  public static final String RATE = LR_SCHEDULER.name();

  private static final String PIECES = "oneflow.optimizer.PiecewiseConstantScheduler";

  private JobRates() {}

  /** The definition with a number for a rate that never changes. */
  public static Definition constant(Definition source) {
    return source.options().get(RATE) instanceof Map<?, ?> rate && constant(source, rate) != null
        ? with(source, constant(source, rate))
        : source;
  }

  /** The only value of {@code PiecewiseConstantScheduler([], [value])}; null if it is another. */
  private static @Nullable Object constant(Definition source, Map<?, ?> rate) {
    boolean pieces =
        rate.get("schedule") instanceof String name
            && Api.fullName(source.framework(), name).equals(PIECES);
    return pieces
            && rate.get("args") instanceof Map<?, ?> args
            && args.get("warmup") == null
            && args.get("values") instanceof List<?> values
            && values.size() == 1
        ? values.get(0)
        : null;
  }

  private static Definition with(Definition source, @Nullable Object rate) {
    Map<String, @Nullable Object> options = new LinkedHashMap<>(source.options());
    options.put(RATE, rate);
    return source.withOptions(options);
  }
}
