package dev.lockstep.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;

/** Valid definitions of many optimizers, with groups, patterns, schedules and odd names. */
public abstract class GeneratedDefinitions {
  private static final List<String> APIS =
      List.of(
          "torch optim.SGD",
          "torch optim.Adam",
          "torch optim.AdamW",
          "torch optim.RMSprop",
          "torch optim.Adagrad",
          "torch optim.NAdam",
          "mindspore nn.Momentum",
          "mindspore nn.SGD",
          "mindspore nn.Adam",
          "mindspore nn.AdamWeightDecay",
          "mindspore experimental.optim.SGD",
          "mindspore experimental.optim.AdamW",
          "mindspore experimental.optim.Adadelta");

  private static Arbitrary<Double> rate() {
    return Arbitraries.doubles().between(1e-8, 10).ofScale(10);
  }

  private static Arbitrary<Double> unit() {
    return Arbitraries.doubles().between(0.001, 0.999).ofScale(6);
  }

  private static Arbitrary<String> names() {
    return Arbitraries.of("weight", "bias", "beta", "gamma", "\u6743\u91cd", "a \"b\"", "e\\f");
  }

  /** Definitions that every framework accepts. */
  @Provide
  public Arbitrary<Definition> definitions() {
    return Combinators.combine(
            Arbitraries.of(APIS),
            names().list().ofMinSize(1).ofMaxSize(5),
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, 500),
            rate().list().ofSize(8),
            unit().list().ofSize(8),
            Arbitraries.integers().between(0, 255))
        .as(GeneratedDefinitions::definition);
  }

  private static Definition definition(
      String api,
      List<String> names,
      int groups,
      int steps,
      List<Double> rates,
      List<Double> units,
      int bits) {
    String framework = api.substring(0, api.indexOf(' '));
    String name = api.substring(api.indexOf(' ') + 1);
    List<ParameterDefinition> parameters = new ArrayList<>();
    for (String parameter : names) {
      parameters.add(
          new ParameterDefinition(
              "layer" + parameters.size() + "." + parameter, List.of(2, 3), "linear"));
    }
    boolean nn = name.startsWith("nn.");
    List<GroupDefinition> all = new ArrayList<>();
    for (int i = 0; i < Math.min(groups, parameters.size() - 1); i++) {
      all.add(
          GroupDefinition.of(List.of(parameters.get(i).name()), own(nn, rates, units, i, bits)));
    }
    if (!all.isEmpty()) {
      all.add(GroupDefinition.of(List.of("*"), Map.of()));
    }
    if (!all.isEmpty() && nn && (bits & 32) != 0) {
      all.add(GroupDefinition.order(List.of("*")));
    }
    Map<String, Object> options = options(name, rates, units, bits);
    String version = (bits & 64) != 0 ? framework.equals("torch") ? "2.15" : "2.10" : "";
    return new Definition(
        framework,
        version,
        name,
        options,
        parameters,
        all,
        schedulers(framework, bits),
        steps,
        step(framework, rates, steps));
  }

  private static List<SchedulerDefinition> schedulers(String framework, int bits) {
    if (!framework.equals("torch") || (bits & 32) == 0) {
      return List.of();
    }
    Map<String, Object> args = new LinkedHashMap<>();
    args.put("step_size", 30);
    args.put("gamma", 0.5);
    return List.of(new SchedulerDefinition("StepLR", args));
  }

  private static StepDefinition step(String framework, List<Double> rates, int steps) {
    boolean torch = framework.equals("torch");
    List<ClippingDefinition> clipping = new ArrayList<>();
    if (steps % 3 == 0) {
      clipping.add(
          new ClippingDefinition(
              torch ? "nn.utils.clip_grad_norm_" : "ops.clip_by_norm",
              Map.of("max_norm", rates.get(3)),
              steps % 2 == 0));
    }
    Optional<LossScaleDefinition> scale = Optional.empty();
    if (steps % 5 == 0) {
      Map<String, Object> args = new LinkedHashMap<>();
      args.put(torch ? "init_scale" : "scale_value", 1024.0);
      args.put(torch ? "growth_interval" : "scale_window", 1 + steps);
      if (!torch) {
        args.put("scale_factor", 2);
      }
      scale =
          Optional.of(
              new LossScaleDefinition(torch ? "amp.GradScaler" : "amp.DynamicLossScaler", args));
    }
    return new StepDefinition(clipping, scale, 1 + steps % 4);
  }

  private static Map<String, Object> own(
      boolean nn, List<Double> rates, List<Double> units, int i, int bits) {
    Map<String, Object> own = new LinkedHashMap<>();
    if ((bits & 1) != 0) {
      own.put("lr", nn && (bits & 128) != 0 ? cosine(rates.get(i)) : rates.get(i));
    }
    if ((bits & 2) != 0) {
      own.put("weight_decay", units.get(i));
    }
    return own;
  }

  private static Map<String, Object> cosine(double rate) {
    Map<String, Object> args = new LinkedHashMap<>();
    args.put("min_lr", 0.0);
    args.put("max_lr", rate);
    args.put("decay_steps", 100);
    Map<String, Object> cosine = new LinkedHashMap<>();
    cosine.put("schedule", "nn.CosineDecayLR");
    cosine.put("args", args);
    return cosine;
  }

  private static Map<String, Object> options(
      String api, List<Double> rates, List<Double> units, int bits) {
    Map<String, Object> options = new LinkedHashMap<>();
    boolean nn = api.startsWith("nn.");
    if ((bits & 4) != 0 || api.endsWith("optim.SGD") || api.equals("nn.Momentum")) {
      options.put(nn ? "learning_rate" : "lr", rates.get(7));
    }
    if (api.equals("nn.Momentum")) {
      options.put("momentum", units.get(7));
    }
    if ((bits & 8) != 0) {
      options.put("weight_decay", units.get(6));
    }
    if ((bits & 136) == 136 && api.startsWith("optim.")) {
      Map<String, Object> table = new LinkedHashMap<>();
      table.put("fn", "table");
      table.put("values", List.of(units.get(6), units.get(5)));
      options.put("weight_decay", table);
    }
    if ((bits & 16) != 0 && api.matches("optim\\.(Adam|AdamW|NAdam)|experimental.optim.AdamW")) {
      options.put("betas", List.of(units.get(5), units.get(4)));
      options.put("eps", 1e-7);
    }
    return options;
  }
}
