package dev.lockstep.config.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.config.Builder;
import dev.lockstep.config.Definition;
import dev.lockstep.config.Definitions;
import dev.lockstep.config.GeneratedDefinitions;
import dev.lockstep.config.Meaning;
import dev.lockstep.config.StepDefinition;
import dev.lockstep.config.check.Checked;
import dev.lockstep.config.check.DefinitionCheck;
import dev.lockstep.config.convert.Converted;
import dev.lockstep.config.convert.Converter;
import dev.lockstep.core.LossScaler;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Assertions;

class RoundTripProperties extends GeneratedDefinitions {
  @Property(tries = 1000)
  void aDefinitionSurvivesJsonYamlJavaAndPython(@ForAll("definitions") Definition definition) {
    Definition json = Definitions.fromJson(Definitions.toJson(definition));
    assertEquals(definition, json);
    Checked checked = new DefinitionCheck(Locale.ENGLISH).yaml("f", Definitions.toYaml(json));
    assertTrue(checked.isValid(), () -> Definitions.toYaml(json) + checked.findings());
    Definition yaml = checked.definition().orElseThrow();
    assertEquals(definition, yaml);
    Assertions.assertNotNull(Builder.build(yaml, model(yaml)));
    Definition python = PrintedPython.read(PythonPrinter.print(yaml));
    assertEquals(Meaning.of(List.of(definition)), Meaning.of(List.of(python)));
    assertEquals(definition.parameters(), python.parameters());
    assertEquals(definition.version(), python.version());
    assertEquals(definition.stepsPerEpoch(), python.stepsPerEpoch());
    assertEquals(definition.schedulers(), python.schedulers());
    assertEquals(definition.step(), python.step());
  }

  @Provide
  Arbitrary<List<Definition>> batches() {
    return definitions().list().ofSize(100);
  }

  /** Ten times a hundred: a compiler is slow to start. */
  @Property(tries = 10, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void printedJavaCompilesAndMakesTheSameOptimizers(@ForAll("batches") List<Definition> batch)
      throws Exception {
    List<String> names = new ArrayList<>();
    Map<String, String> sources = new LinkedHashMap<>();
    for (Definition definition : batch) {
      String name = "Made" + names.size();
      names.add(name);
      sources.put(name, JavaPrinter.print(definition, name));
    }
    ClassLoader made = new InMemoryCompiler().compile(sources);
    for (int i = 0; i < batch.size(); i++) {
      same(batch.get(i), made.loadClass(names.get(i)));
    }
  }

  private static void same(Definition definition, Class<?> made) throws Exception {
    List<Parameter> model = model(definition);
    Map<String, Parameter> named =
        model.stream().collect(Collectors.toMap(Parameter::name, parameter -> parameter));
    Object printed = made.getMethod("make", Map.class).invoke(null, named);
    Object built = Builder.build(definition, model);
    assertEquals(described(built), described(printed), () -> definition.toString());
    StepDefinition step = definition.step();
    if (step.accumulation() > 1) {
      assertEquals(step.accumulation(), made.getField("ACCUMULATION").get(null));
    }
    if (step.lossScale().isPresent()) {
      Object scaler = made.getMethod("lossScaler").invoke(null);
      assertEquals(1024, ((LossScaler) scaler).scale());
    }
    if (!step.clipping().isEmpty()) {
      assertEquals(1, ((List<?>) made.getMethod("clipping").invoke(null)).size());
    }
    if (!definition.schedulers().isEmpty()) {
      made.getMethod("schedulers", built.getClass()).invoke(null, printed);
      Builder.schedulers(definition, built);
      assertEquals(described(built), described(printed));
    }
  }

  /** The parameters and what each is updated with. */
  private static String described(Object optimizer) {
    if (optimizer instanceof dev.lockstep.mindspore.nn.Optimizer nn) {
      return nn.parameterOrder()
          + Arrays.toString(nn.getLr())
          + Arrays.toString(nn.getWeightDecay());
    }
    List<ParamGroup> groups =
        optimizer instanceof dev.lockstep.torch.optim.Optimizer torch
            ? torch.paramGroups()
            : ((dev.lockstep.mindspore.experimental.optim.Optimizer) optimizer).paramGroups();
    return optimizer.getClass()
        + groups.stream().map(g -> g.params() + " " + g.options()).toList().toString();
  }

  static List<Parameter> model(Definition definition) {
    return definition.parameters().stream()
        .map(p -> new Parameter(p.name(), Tensor.of(new float[6], 2, 3)))
        .toList();
  }

  @Property
  void convertingThereAndBackIsTheIdentity(@ForAll("definitions") Definition definition) {
    String other = definition.framework().equals("torch") ? "mindspore" : "torch";
    Converted there = Converter.convert(definition, other, 0);
    if (there.isRefused()) {
      assertTrue(!there.notes().isEmpty(), "a refusal has its reason");
      return;
    }
    DefinitionCheck check = new DefinitionCheck(Locale.ENGLISH);
    for (Definition part : there.definitions()) {
      assertTrue(check.definition(part).isValid(), () -> check.definition(part).toString());
      Converted back = Converter.convert(part, definition.framework(), 0);
      assertTrue(!back.isRefused(), () -> part + " " + back.notes());
      back.definitions().forEach(d -> sameOptions(definition, d));
    }
  }

  /** The API may be another of equal meaning (nn.Momentum, nn.SGD); what it shares is the same. */
  private static void sameOptions(Definition original, Definition back) {
    var expected = Meaning.of(List.of(original));
    Meaning.of(List.of(back))
        .forEach(
            (name, options) ->
                options.forEach(
                    (key, value) -> {
                      var before = expected.getOrDefault(name, java.util.Map.of());
                      if (before.containsKey(key) && !key.equals("api")) {
                        assertEquals(before.get(key), value, name + " " + key + " " + back);
                      }
                    }));
  }
}
