package dev.lockstep.config.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.config.Definition;
import dev.lockstep.config.ParameterDefinition;
import dev.lockstep.config.TrainingRun;
import dev.lockstep.core.DType;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/**
 * What the cards of Pet claim: its training is torch's to the bit, and MindSpore's but for
 * roundings.
 */
class PetConversionProperties {
  private static final int STEPS = 12;

  private static final List<ParameterDefinition> PARAMETERS =
      List.of(
          new ParameterDefinition("conv.weight", List.of(2), "conv"),
          new ParameterDefinition("conv.bias", List.of(1), "conv"),
          new ParameterDefinition("bn.weight", List.of(1), "norm"),
          new ParameterDefinition("bn.bias", List.of(1), "norm"));

  private static List<Double> trained(Definition definition) {
    List<Parameter> parameters = new ArrayList<>();
    for (ParameterDefinition parameter : PARAMETERS) {
      Tensor value = Tensor.zeros(DType.F32, parameter.shape().get(0));
      value.set(0, 0.75);
      parameters.add(new Parameter(parameter.name(), value));
    }
    TrainingRun run = TrainingRun.of(definition, parameters);
    for (int k = 0; k < STEPS; k++) {
      Map<String, Tensor> gradients = new LinkedHashMap<>();
      for (Parameter parameter : parameters) {
        Tensor gradient = parameter.value().zerosLike();
        gradient.set(0, 1.0 / (1 + k) - 0.25 * parameters.indexOf(parameter));
        gradients.put(parameter.name(), gradient);
      }
      run.step(gradients);
    }
    return parameters.stream().map(parameter -> parameter.value().get(0)).toList();
  }

  @Property
  void petTrainsAsTorchToTheBit(@ForAll("solvers") Definition pet) {
    Definition torch = Converter.convert(pet, "torch", STEPS).definitions().get(0);
    assertEquals(trained(pet), trained(torch));
  }

  @Property
  void petsSgdTrainsAsMindSporeDoes(@ForAll("solvers") Definition pet) {
    Converted converted = Converter.convert(pet, "mindspore", STEPS);
    if (!isSgd(pet) || converted.definitions().size() != 1) {
      return;
    }
    List<Double> expected = trained(pet);
    List<Double> got = trained(converted.definitions().get(0));
    for (int i = 0; i < expected.size(); i++) {
      // MindSpore keeps rates and decays in float32; a dozen steps add some roundings up.
      assertEquals(expected.get(i), got.get(i), 1e-5 * Math.max(1, Math.abs(expected.get(i))));
    }
  }

  private static boolean isSgd(Definition pet) {
    return pet.options().get("OPTIMIZER") instanceof Map<?, ?> section
        && "SGD".equals(section.get("TYPE"));
  }

  @Provide
  Arbitrary<Definition> solvers() {
    Arbitrary<String> types = Arbitraries.of("SGD", "ADAMW", "ADAM", "RMSPROP");
    Arbitrary<String> policies = Arbitraries.of("STEP", "COSINE", "POLY", "STEP_COSINE");
    Arbitrary<String> methods = Arbitraries.of("LINEAR", "CONSTANT");
    Arbitrary<Double> rates = Arbitraries.of(0.1, 0.01, 0.3);
    Arbitrary<Double> decays = Arbitraries.of(0.0, 1e-4, 0.1);
    Arbitrary<Integer> warmUps = Arbitraries.of(0, 3, 5);
    return Combinators.combine(types, policies, methods, rates, decays, warmUps)
        .as(PetConversionProperties::solver);
  }

  private static Definition solver(
      String type, String policy, String method, double rate, double decay, int warmUp) {
    Map<String, @Nullable Object> optimizer = new LinkedHashMap<>();
    optimizer.put("TYPE", type);
    optimizer.put("BASE_LR", rate);
    optimizer.put("WEIGHT_DECAY", decay);
    optimizer.put("WEIGHT_DECAY_NORM", decay / 2);
    optimizer.put("BIAS_LR_FACTOR", 2.0);
    Map<String, @Nullable Object> scheduler = new LinkedHashMap<>();
    scheduler.put("POLICY", policy);
    scheduler.put("TOTAL_ITERS", STEPS);
    scheduler.put("STEPS", List.of(4, 7));
    scheduler.put("WARM_UP_ITERS", warmUp);
    scheduler.put("WARM_UP_METHOD", method);
    Map<String, @Nullable Object> options = new LinkedHashMap<>();
    options.put("OPTIMIZER", optimizer);
    options.put("SCHEDULER", scheduler);
    return Definition.of("pet", "SOLVER", options, PARAMETERS);
  }
}
