package dev.lockstep.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CardsTest {
  private final Cards cards = Cards.load();

  @Test
  void aCardIsNamedByItsTwoApis() {
    assertEquals(
        "mindspore.experimental.optim.AdamW",
        cards.find("adam-to-experimental-adamw").orElseThrow().to());
    assertTrue(cards.find("cosineannealinglr-to-nn-cosine-decay-lr").isPresent());
    assertTrue(cards.find("steplr-to-experimental-steplr").isPresent());
    assertTrue(cards.find("nn-momentum-to-sgd").isPresent());
  }

  @Test
  void everyOptionOfASourceIsMappedDroppedOrJudged() {
    List<String> gaps = new ArrayList<>();
    for (Card card : cards.all()) {
      for (RecordedOption option : recorded(card.from()).settings()) {
        boolean judged =
            card.cases().stream().anyMatch(c -> c.when().containsKey(option.name()))
                || card.rewrites().stream().anyMatch(r -> r.when().containsKey(option.name()));
        if (card.kind() != Card.Kind.STEP && card.source(option.name()).isEmpty() && !judged) {
          gaps.add(card.id() + " says nothing of " + option.name());
        }
      }
    }
    assertEquals(List.of(), gaps);
  }

  @Test
  void everyNameInACardIsRecorded() {
    List<String> wrong = new ArrayList<>();
    for (Card card : cards.all()) {
      for (Argument argument : card.arguments()) {
        argument.from().stream()
            .filter(name -> !name.startsWith("run."))
            .filter(name -> recorded(card.from()).option(name).isEmpty())
            .forEach(name -> wrong.add(card.id() + ": " + card.from() + " has no " + name));
        argument
            .to()
            .filter(name -> card.target().option(name).isEmpty())
            .ifPresent(name -> wrong.add(card.id() + ": " + card.to() + " has no " + name));
      }
      card.rewrites().stream()
          .flatMap(r -> r.set().keySet().stream())
          .filter(name -> card.target().option(name).isEmpty())
          .forEach(name -> wrong.add(card.id() + ": " + card.to() + " has no " + name));
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void everyRequiredOptionOfATargetIsMade() {
    List<String> wrong = new ArrayList<>();
    for (Card card : cards.all()) {
      card.target().settings().stream()
          .filter(RecordedOption::required)
          .filter(option -> card.kind() != Card.Kind.STEP)
          .filter(option -> card.rewrites().isEmpty() && card.target(option.name()).isEmpty())
          .forEach(option -> wrong.add(card.id() + " makes no " + option.name()));
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void everyDifferenceIsDeclaredAndUsed() {
    List<String> used =
        cards.all().stream().flatMap(c -> c.differences().stream()).distinct().sorted().toList();
    List<String> declared = cards.differences().stream().map(Difference::id).sorted().toList();
    assertEquals(declared, used);
  }

  @Test
  void theLastCaseOfACardHoldsAlways() {
    for (Card card : cards.all()) {
      assertEquals(Map.of(), card.cases().get(card.cases().size() - 1).when(), card.id());
    }
  }

  @Test
  void theBestTargetOfAdamKeepsTheNumbers() {
    RecordedSignature adam = recorded("torch.optim.Adam");
    Settings settings = Settings.of(Map.of("lr", 0.1, "eps", 0.1)).over(adam.defaults());
    Card best = cards.best("torch.optim.Adam", "mindspore", settings).get(0);
    assertEquals("adam-to-experimental-adamw", best.id());
    assertEquals(Verdict.EQUIVALENT, best.worst(settings));
  }

  @Test
  void coupledDecayOfAdamBecomesARewrite() {
    Card card = cards.find("adam-to-experimental-adamw").orElseThrow();
    RecordedSignature adam = recorded(card.from());
    Settings given = Settings.of(Map.of("weight_decay", 0.01, "maximize", true));
    Outcome outcome = card.judge(given.over(adam.defaults())).get(0);
    assertEquals(Verdict.REWRITE, outcome.verdict());
    assertEquals(
        List.of(Rewrite.NEGATE_GRADIENTS, Rewrite.ADD_DECAY_TO_GRADIENTS),
        outcome.rewrites().stream().map(RewriteStep::make).toList());
    assertEquals(
        Map.of("weight_decay", 0.0, "maximize", false),
        card.convert(given, adam, recorded(card.to())));
  }

  @Test
  void aSymbolicDecayLeavesBothOutcomesOpen() {
    Card card = cards.find("adam-to-experimental-adamw").orElseThrow();
    Settings settings =
        new Settings(Map.of(), java.util.Set.of("weight_decay"))
            .over(recorded(card.from()).defaults());
    List<Outcome> outcomes = card.judge(settings);
    assertEquals(
        List.of(Verdict.REWRITE, Verdict.EQUIVALENT),
        outcomes.stream().map(Outcome::verdict).toList());
    assertEquals(Map.of("weight_decay", Condition.IS_NOT_ZERO), outcomes.get(0).conditions());
    assertTrue(outcomes.get(1).isCertain());
  }

  @Test
  void aDefaultThatDiffersIsStated() {
    Card card = cards.find("sgd-to-nn-sgd").orElseThrow();
    assertEquals(
        Map.of("learning_rate", 0.001, "momentum", 0.9),
        card.convert(
            Settings.of(Map.of("momentum", 0.9)), recorded(card.from()), recorded(card.to())));
  }

  @Test
  void aWholeNumberBecomesAFloatWhereOnlyFloatsAreTaken() {
    Card card = cards.find("sgd-to-nn-sgd").orElseThrow();
    assertEquals(
        1.0,
        card.convert(
                Settings.of(Map.of("lr", 1, "momentum", 1)),
                recorded(card.from()),
                recorded(card.to()))
            .get("momentum"));
  }

  @Test
  void anUnknownConditionIsRefusedWithItsPlace() {
    Resources.Entry entry =
        new Resources.Entry(
            "wrong.yaml",
            "kind: optimizer\ncards:\n- from: a.A\n  to: b.B\n  cases:\n  - {when: {x: is-odd}, verdict: EXACT}\n");
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> Resources.yaml(entry, CardFile.class));
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.startsWith("wrong.yaml:6: "), message);
    assertTrue(message.contains("no \"is-odd\"; known are is-zero"), message);
  }

  private static RecordedSignature recorded(String api) {
    return Signatures.ofAllReleases(api);
  }
}
