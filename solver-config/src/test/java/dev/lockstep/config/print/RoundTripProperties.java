package dev.lockstep.config.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.config.Builder;
import dev.lockstep.config.Definition;
import dev.lockstep.config.Definitions;
import dev.lockstep.config.GeneratedDefinitions;
import dev.lockstep.config.Meaning;
import dev.lockstep.config.check.Checked;
import dev.lockstep.config.check.DefinitionCheck;
import dev.lockstep.config.convert.Converted;
import dev.lockstep.config.convert.Converter;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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
