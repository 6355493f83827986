package dev.lockstep.config.convert;

import dev.lockstep.config.ClippingDefinition;
import dev.lockstep.config.LossScaleDefinition;
import dev.lockstep.config.StepApis;
import dev.lockstep.config.StepDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is done to gradients before a step, in the other framework.
 *
 * <p>{@code clip_grad_norm_} of torch is {@code ops.clip_by_norm} of a list, {@code
 * clip_grad_value_} is {@code ops.clip_by_value} with opposite limits, {@code GradScaler} is {@code
 * DynamicLossScaler} where its backoff is the reciprocal of its growth. Norms are added up in
 * another order, so the last bits may differ.
 */
final class StepConverter {
  private static final Note REFUSED_GLOBAL_NORM =
      Note.of(
          "clip-without-epsilon",
          "ops.clip_by_global_norm divides by the norm itself, torch by the norm plus 1e-6:"
              + " ops.clip_by_norm is torch's.",
          "ops.clip_by_global_norm 除以范数本身，torch 除以范数加 1e-6：与 torch 一致的是 ops.clip_by_norm。");
  private static final Note REFUSED_VALUES =
      Note.of(
          "clip-asymmetric",
          "clip_grad_value_ has one limit for both signs; these limits are not opposite.",
          "clip_grad_value_ 对正负只有一个界限；这里的上下界并不相反。");
  private static final Note REFUSED_STATIC =
      Note.of(
          "static-loss-scale",
          "torch has no scaler with a scale that stays: multiply the loss and divide the gradients"
              + " in the loop.",
          "torch 没有固定的损失缩放器：请在循环中自行放大损失并还原梯度。");
  private static final Note REFUSED_SCALE =
      Note.of(
          "loss-scale-factors",
          "DynamicLossScaler has one whole factor for growth and fall; here backoff_factor is not the"
              + " reciprocal of a whole growth_factor, or the scaler is off.",
          "DynamicLossScaler 的放大与缩小是同一个整数倍数；这里 backoff_factor 不是整数 growth_factor"
              + " 的倒数，或缩放器被关闭。");
  private static final Note REFUSED_HERE =
      Note.of(
          "step-in-the-loop",
          "clipping and loss_scale are written for torch and MindSpore; in OneFlow and MegEngine"
              + " call clip_grad_norm_ or clip_grad_norm in the loop, and scale the loss there.",
          "clipping 与 loss_scale 只能写给 torch 和 MindSpore；在 OneFlow 与 MegEngine 中，请在训练循环里调用 clip_grad_norm_ 或"
              + " clip_grad_norm，并自行缩放损失。");
  private static final Note NORM_ORDER =
      Note.of(
          "clip-norm-order",
          "The norm of gradients is added up in another order: the last bits may differ.",
          "梯度范数的求和顺序不同：末位可能不同。");
  private static final Note SCALE_FLOOR =
      Note.of(
          "loss-scale-floor",
          "DynamicLossScaler does not fall below 1, GradScaler does.",
          "DynamicLossScaler 不会低于 1，GradScaler 会。");

  private final String target;
  private final List<Note> notes;
  private boolean refused;

  /** To that framework; what is done and why not goes to the notes. */
  StepConverter(String target, List<Note> notes) {
    this.target = target;
    this.notes = notes;
  }

  /** The other framework's; empty if there is none that is exact. */
  Optional<StepDefinition> convert(StepDefinition step) {
    boolean needed = !step.clipping().isEmpty() || step.lossScale().isPresent();
    if (needed && !StepApis.CLIPPING.containsKey(target)) {
      refuse(REFUSED_HERE);
      return Optional.empty();
    }
    boolean toTorch = target.equals("torch");
    List<ClippingDefinition> limits = new ArrayList<>();
    for (ClippingDefinition limit : step.clipping()) {
      limits.add(toTorch ? toTorch(limit) : toMindSpore(limit));
    }
    Optional<LossScaleDefinition> scale =
        step.lossScale().map(s -> toTorch ? toTorch(s) : toMindSpore(s));
    return refused
        ? Optional.empty()
        : Optional.of(new StepDefinition(limits, scale, step.accumulation()));
  }

  /** Refuses what several optimizers cannot share: a norm of all gradients, one loss scale. */
  static boolean isShared(StepDefinition step) {
    return step.lossScale().isPresent()
        || step.clipping().stream().anyMatch(c -> !c.each() && !c.api().contains("value"));
  }

  private ClippingDefinition toMindSpore(ClippingDefinition limit) {
    if (limit.api().endsWith("clip_grad_norm_")) {
      notes.add(NORM_ORDER);
      return new ClippingDefinition("ops.clip_by_norm", limit.args(), limit.each());
    }
    double most = number(limit.args(), "clip_value", 0);
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    args.put("clip_value_min", -most);
    args.put("clip_value_max", most);
    return new ClippingDefinition("ops.clip_by_value", args, limit.each());
  }

  private ClippingDefinition toTorch(ClippingDefinition limit) {
    if (limit.api().endsWith("clip_by_norm")) {
      notes.add(NORM_ORDER);
      return new ClippingDefinition("nn.utils.clip_grad_norm_", limit.args(), limit.each());
    }
    double most = number(limit.args(), "clip_value_max", Double.POSITIVE_INFINITY);
    boolean opposite = number(limit.args(), "clip_value_min", Double.NEGATIVE_INFINITY) == -most;
    if (limit.api().endsWith("clip_by_global_norm") || !opposite) {
      refuse(opposite ? REFUSED_GLOBAL_NORM : REFUSED_VALUES);
      return limit;
    }
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    args.put("clip_value", most);
    return new ClippingDefinition("nn.utils.clip_grad_value_", args, limit.each());
  }

  private LossScaleDefinition toMindSpore(LossScaleDefinition scale) {
    double growth = number(scale.args(), "growth_factor", 2);
    double backoff = number(scale.args(), "backoff_factor", 0.5);
    boolean on = !Boolean.FALSE.equals(scale.args().get("enabled"));
    if (!on || growth != Math.rint(growth) || backoff != 1 / growth) {
      refuse(REFUSED_SCALE);
      return scale;
    }
    notes.add(SCALE_FLOOR);
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    args.put("scale_value", number(scale.args(), "init_scale", 65536));
    args.put("scale_factor", (int) growth);
    args.put("scale_window", (int) number(scale.args(), "growth_interval", 2000));
    return new LossScaleDefinition("amp.DynamicLossScaler", args);
  }

  private LossScaleDefinition toTorch(LossScaleDefinition scale) {
    String full = StepApis.fullName("mindspore", scale.api());
    double factor = number(scale.args(), "scale_factor", 1);
    if (full.endsWith("StaticLossScaler") || factor < 2) {
      refuse(REFUSED_STATIC);
      return scale;
    }
    notes.add(SCALE_FLOOR);
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    args.put("init_scale", number(scale.args(), "scale_value", 1));
    args.put("growth_factor", factor);
    args.put("backoff_factor", 1 / factor);
    args.put("growth_interval", (int) number(scale.args(), "scale_window", 1));
    return new LossScaleDefinition("amp.GradScaler", args);
  }

  private void refuse(Note note) {
    notes.add(note);
    refused = true;
  }

  private static double number(Map<String, @Nullable Object> args, String key, double absent) {
    return args.get(key) instanceof Number number ? number.doubleValue() : absent;
  }
}
