package dev.lockstep.conformance;

import dev.lockstep.config.Builder;
import dev.lockstep.config.Definition;
import dev.lockstep.config.GroupDefinition;
import dev.lockstep.core.DType;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.nn.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An {@code mindspore.nn} optimizer with a rate in each group; the last group has the
 * constructor's. Each call of the optimizer shows the rates that it uses.
 */
final class NnOptimizerCurve implements Curve {
  private final Optimizer optimizer;
  private final List<Parameter> parameters = new ArrayList<>();

  NnOptimizerCurve(ScheduleCase golden) {
    if (!(golden.args().get("groups") instanceof List<?> rates) || rates.isEmpty()) {
      throw new GoldenException("args.groups must be a list of rates");
    }
    List<GroupDefinition> groups = new ArrayList<>();
    Object standard = null;
    for (Object rate : rates) {
      String name = "p" + parameters.size();
      parameters.add(new Parameter(name, Tensor.zeros(DType.F32, 1)));
      if (rate instanceof Map<?, ?> map && map.get("default") != null) {
        standard = rate(map.get("default"));
        groups.add(GroupDefinition.of(List.of(name), Map.of()));
      } else {
        groups.add(GroupDefinition.of(List.of(name), Map.of("lr", rate(rate))));
      }
    }
    if (standard == null) {
      throw new GoldenException("args.groups must end with the default");
    }
    Definition flat =
        Definition.of(
            "mindspore",
            "nn.Momentum",
            Map.of("learning_rate", standard, "momentum", 0.9),
            List.of());
    boolean grouped = groups.size() > 1;
    optimizer =
        Builder.build(Optimizer.class, grouped ? flat.withGroups(groups) : flat, parameters);
  }

  /** {@code {"api": "list"|"float"|Cell, "args"}} as a value of a definition. */
  private static Object rate(@Nullable Object recorded) {
    if (recorded instanceof Map<?, ?> map
        && map.get("api") instanceof String api
        && map.get("args") instanceof Map<?, ?> args) {
      String full = String.valueOf(api).contains(".") ? api : "nn." + api;
      Object value =
          switch (api) {
            case "float" -> args.get("value");
            case "list" -> args.get("values");
            default -> Map.of("schedule", full, "args", args);
          };
      if (value != null) {
        return value;
      }
    }
    throw new GoldenException("args.groups: cannot read the rate " + recorded);
  }

  @Override
  public double[] rates(ScheduleCase.Call call) {
    if (!call.name().equals("optimizer")) {
      throw Curve.unknown(call);
    }
    float[] rates = optimizer.getLr();
    optimizer.apply(optimizer.parameterOrder().stream().map(p -> p.value().zerosLike()).toList());
    double[] widened = new double[rates.length];
    for (int i = 0; i < rates.length; i++) {
      widened[i] = rates[i];
    }
    return widened;
  }
}
