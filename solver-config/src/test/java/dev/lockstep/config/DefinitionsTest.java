package dev.lockstep.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefinitionsTest {
  private static final String JSON =
      "{\"framework\":\"mindspore\",\"version\":\"2.10\",\"api\":\"nn.Momentum\","
          + "\"options\":{\"learning_rate\":0.1,\"momentum\":0.9},"
          + "\"parameters\":[{\"name\":\"fc.bias\",\"shape\":[10],\"kind\":\"linear\"}],"
          + "\"groups\":[{\"params\":[\"*.bias\"],\"lr\":{\"schedule\":\"nn.CosineDecayLR\","
          + "\"args\":{\"min_lr\":0.0,\"max_lr\":0.1,\"decay_steps\":100}},\"weight_decay\":0.0},"
          + "{\"order_params\":[\"*\"]}],"
          + "\"schedulers\":[{\"api\":\"StepLR\",\"args\":{\"step_size\":30}}],"
          + "\"steps_per_epoch\":100}";

  @Test
  void theDocumentedShapeIsReadInFull() {
    Definition definition = Definitions.fromJson(JSON);

    assertEquals("nn.Momentum", definition.api());
    assertEquals(Map.of("learning_rate", 0.1, "momentum", 0.9), definition.options());
    assertEquals(
        new ParameterDefinition("fc.bias", List.of(10), "linear"), definition.parameters().get(0));
    assertEquals(List.of("*.bias"), definition.groups().get(0).params());
    assertEquals(0.0, definition.groups().get(0).options().get("weight_decay"));
    assertEquals(List.of("*"), definition.groups().get(1).orderParams());
    assertEquals(30, definition.schedulers().get(0).args().get("step_size"));
    assertEquals(100, definition.stepsPerEpoch());
  }

  @Test
  void writingGivesBackWhatWasRead() {
    assertEquals(JSON, Definitions.toJson(Definitions.fromJson(JSON)));
  }

  @Test
  void yamlAndJsonAreOneModel() {
    Definition definition = Definitions.fromJson(JSON);

    assertEquals(definition, Definitions.fromYaml(Definitions.toYaml(definition)));
    assertEquals(definition, Definitions.fromYaml(JSON));
  }

  @Test
  void noneSurvives() {
    Definition definition = Definitions.fromJson("{\"options\":{\"foreach\":null}}");

    assertEquals(true, definition.options().containsKey("foreach"));
    assertEquals(definition, Definitions.fromJson(Definitions.toJson(definition)));
  }

  @Test
  void wholeAndFloatingNumbersStayApart() {
    Definition definition = Definitions.fromJson("{\"options\":{\"lr\":1,\"eps\":1.0}}");

    assertEquals(1, definition.options().get("lr"));
    assertEquals(1.0, definition.options().get("eps"));
  }

  @Test
  void aMistakeIsLocated() {
    DefinitionException e =
        assertThrows(
            DefinitionException.class,
            () -> Definitions.fromYaml("framework: torch\napi: SGD\noptions: 5\n"));

    assertTrue(e.toString().contains("definition:3:1: "), e.toString());
  }

  @Test
  void aKeyGivenTwiceIsRefused() {
    assertThrows(
        DefinitionException.class,
        () -> Definitions.fromJson("{\"options\":{\"lr\":0.1,\"lr\":0.2}}"));
  }
}
