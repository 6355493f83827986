package dev.lockstep.config.check;

import static dev.lockstep.oneflow.optimizer.OptimizerOptions.LR_SCHEDULER;

import dev.lockstep.config.Api;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** OneFlow's job functions: what a schedule says that hardly anyone means. */
final class JobRules implements Rules {
  private static final String PATH = "options." + LR_SCHEDULER.name() + ".args";

  @Override
  public void check(Draft draft, Consumer<Problem> out) {
    boolean job = draft.framework().equals("oneflow") && !draft.api().isEmpty();
    if (job
        && draft.options().get(LR_SCHEDULER.name()) instanceof Map<?, ?> rate
        && rate.get("schedule") instanceof String schedule
        && rate.get("args") instanceof Map<?, ?> args) {
      check(Api.fullName(draft.framework(), schedule), args, out);
    }
  }

  private static void check(String schedule, Map<?, ?> args, Consumer<Problem> out) {
    if (number(args.get("base_lr")) >= 1 && number(args.get("steps")) < 1) {
      out.accept(
          Problem.of(Rule.JOB_RATE_SWAPPED, PATH + ".base_lr", args.get("base_lr"), "below 1"));
    }
    if (schedule.endsWith(".PiecewiseScalingScheduler")
        && args.get("scale") instanceof Number scale
        && args.get("boundaries") instanceof List<?> boundaries
        && boundaries.size() > 1) {
      out.accept(
          Problem.of(
              Rule.JOB_SCALE_REPEATED, PATH + ".scale", scale, compounded(scale, boundaries)));
    }
    boolean decays = !schedule.endsWith(".PiecewiseConstantScheduler") || pieces(args) > 1;
    if (args.get("warmup") instanceof Map<?, ?> warmup && decays) {
      out.accept(Problem.of(Rule.JOB_WARMUP_INSIDE, PATH + ".warmup", warmup, ""));
    }
  }

  private static int pieces(Map<?, ?> args) {
    return args.get("values") instanceof List<?> values ? values.size() : 0;
  }

  private static double number(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  /** The list that compounds. */
  private static String compounded(Number scale, List<?> boundaries) {
    StringBuilder list = new StringBuilder("[");
    for (int i = 1; i <= boundaries.size(); i++) {
      list.append(i == 1 ? "" : ", ").append((float) Math.pow(scale.doubleValue(), i));
    }
    return list.append(']').toString();
  }
}
