package dev.lockstep.conformance.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.config.ClippingDefinition;
import dev.lockstep.config.Definition;
import dev.lockstep.config.GroupDefinition;
import dev.lockstep.config.LossScaleDefinition;
import dev.lockstep.config.ParameterDefinition;
import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.config.StepDefinition;
import dev.lockstep.mapping.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Comparisons say what the real frameworks showed when these pairs were measured. */
class ComparisonConformance {
  /** Differences below are roundings, which depend on what the processor fuses. */
  private static final double ROUNDINGS = 1e-5;

  private static final ClippingDefinition NORM_100 =
      new ClippingDefinition("nn.utils.clip_grad_norm_", Map.of("max_norm", 100.0), false);

  private static Comparison compare(String left, String right) {
    return Comparison.of(Pairs.definition(left), Pairs.definition(right), 20);
  }

  private static List<String[]> measured() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(ComparisonConformance.class.getResourceAsStream("pairs.tsv"))) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(l -> !l.startsWith("#")).map(l -> l.split("\t", -1)).toList();
    }
  }

  /** A matrix and a vector in one group of MindSpore, which centralizes or does not. */
  private static Definition grouped(boolean centralizes) {
    Map<String, Object> options = Map.of("learning_rate", 0.1, "momentum", 0.9);
    Map<String, Object> own = Map.of("grad_centralization", centralizes);
    return Definition.of("mindspore", "nn.Momentum", options, List.of())
        .withParameters(
            List.of(
                new ParameterDefinition("fc.weight", List.of(4, 32), "linear"),
                new ParameterDefinition("fc.bias", List.of(4), "linear")))
        .withGroups(List.of(GroupDefinition.of(List.of("*"), own)));
  }

  @Test
  void centralizationIsAnOptionThatShows() {
    Comparison comparison = Comparison.of(grouped(false), grouped(true), 20);
    assertEquals(Verdict.DIVERGES, comparison.verdict().orElseThrow(), comparison.toString());
    assertEquals(
        List.of(new Comparison.Gap("grad_centralization", false, true)), comparison.settings());
    Pair.Walk walk = comparison.witness().orElseThrow();
    assertEquals(List.of(0.9), walk.left());
    assertEquals(List.of(1.0), walk.right());
  }

  @Test
  void aScalerScalesTheLossAndItsGradients() {
    Definition plain = Definition.of("torch", "optim.SGD", Map.of("lr", 0.1), List.of());
    Definition scaled =
        plain.withStep(
            new StepDefinition(
                List.of(),
                Optional.of(
                    new LossScaleDefinition("amp.GradScaler", Map.of("init_scale", 1024.0))),
                1));
    Comparison comparison = Comparison.of(plain, scaled, 20);
    assertEquals(Optional.empty(), comparison.witness());
    assertEquals(Optional.empty(), comparison.verdict());
    assertEquals(0, comparison.after12());
  }

  @TestFactory
  List<DynamicTest> differenceAfterTwelveStepsIsWhatWasMeasured() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String[] row : measured()) {
      double expected = Double.parseDouble(row[2]);
      tests.add(
          DynamicTest.dynamicTest(
              row[0] + " / " + row[1], () -> check(expected, compare(row[0], row[1]))));
    }
    return tests;
  }

  private static void check(double measured, Comparison comparison) {
    double ours = comparison.after12();
    if (measured >= ROUNDINGS) {
      assertTrue(ours >= measured / 2 && ours <= measured * 2, measured + " but " + ours);
      assertEquals(Verdict.DIVERGES, comparison.verdict().orElseThrow(), comparison.toString());
    } else {
      assertTrue(ours <= ROUNDINGS, measured + " but " + ours);
    }
  }

  @Test
  void correspondingOptionsAreEquivalent() {
    Comparison comparison =
        compare(
            "torch.optim.AdamW(lr=0.1, eps=0.1)",
            "mindspore.experimental.optim.AdamW(lr=0.1, eps=0.1)");

    assertEquals(Verdict.EQUIVALENT, comparison.verdict().orElseThrow());
    assertTrue(comparison.witness().isEmpty());
  }

  @Test
  void aDefaultThatDiffersIsNamedAndShown() {
    Comparison comparison = compare("torch.optim.ASGD()", "mindspore.nn.ASGD()");

    assertEquals(Verdict.DIVERGES, comparison.verdict().orElseThrow());
    assertEquals(List.of(new Comparison.Gap("learning_rate", 0.01, 0.1)), comparison.settings());
    assertEquals(1, comparison.witness().orElseThrow().gradients().size());
  }

  @Test
  void aRewriteThatTheDefinitionsDoNotMakeIsSaid() {
    Comparison comparison =
        compare("torch.optim.SGD(lr=0.1, maximize=True)", "mindspore.nn.SGD(learning_rate=0.1)");

    assertEquals(Verdict.REWRITE, comparison.verdict().orElseThrow());
  }

  @Test
  void nothingIsClaimedOfAPairWithoutCard() {
    Comparison comparison =
        compare("torch.optim.SGD(lr=0.1)", "mindspore.nn.ProximalAdagrad(learning_rate=0.1)");

    assertTrue(comparison.card().isEmpty());
    assertEquals(Verdict.DIVERGES, comparison.verdict().orElseThrow());
  }

  @Test
  void aLimitOfOneSideOnlyIsShownBeyondIt() {
    Definition free = sgd(StepDefinition.PLAIN);
    Definition limited = sgd(StepDefinition.PLAIN.withClipping(List.of(NORM_100)));

    Comparison comparison = Comparison.of(free, limited, 20);

    assertEquals(0, comparison.after12());
    assertEquals(Verdict.DIVERGES, comparison.verdict().orElseThrow());
    assertEquals(List.of(200.0), comparison.witness().orElseThrow().gradients());
    assertEquals(Verdict.EXACT, Comparison.of(limited, limited, 20).verdict().orElseThrow());
  }

  @Test
  void nothingIsClaimedOfLimitsOfTwoFrameworks() {
    Definition torch = sgd(StepDefinition.PLAIN.withClipping(List.of(NORM_100)));
    ClippingDefinition limit =
        new ClippingDefinition("ops.clip_by_norm", Map.of("max_norm", 100.0), false);
    Definition mindSpore =
        Definition.of("mindspore", "experimental.optim.SGD", Map.of("lr", 0.1), List.of())
            .withStep(StepDefinition.PLAIN.withClipping(List.of(limit)));

    Comparison comparison = Comparison.of(torch, mindSpore, 20);

    assertEquals(Optional.empty(), comparison.verdict());
  }

  @Test
  void aScheduledDefinitionIsEqualToItself() {
    SchedulerDefinition cosine = new SchedulerDefinition("CosineAnnealingLR", Map.of("T_max", 10));
    Definition scheduled = sgd(StepDefinition.PLAIN).withSchedulers(List.of(cosine));

    assertEquals(Verdict.EXACT, Comparison.of(scheduled, scheduled, 20).verdict().orElseThrow());
  }

  private static Definition sgd(StepDefinition step) {
    return Definition.of("torch", "optim.SGD", Map.of("lr", 0.1), List.of()).withStep(step);
  }

  /** Two vectors in a group each, of which the first decays by so little that no walk shows it. */
  private static Definition decaying(String first, String second) {
    return Definition.of("torch", "optim.SGD", Map.of("lr", 0.1), List.of())
        .withParameters(
            List.of(
                new ParameterDefinition("a", List.of(4), ""),
                new ParameterDefinition("b", List.of(4), "")))
        .withGroups(
            List.of(
                GroupDefinition.of(List.of(first), Map.of("weight_decay", 1e-7)),
                GroupDefinition.of(List.of(second), Map.of("weight_decay", 0.0))));
  }

  @Test
  void groupsOfOtherParametersAreNotEqual() {
    Comparison comparison = Comparison.of(decaying("a", "b"), decaying("b", "a"), 20);

    assertTrue(comparison.verdict().filter(Verdict::keepsNumbers).isEmpty(), comparison.toString());
    assertEquals(
        new Comparison.Gap("group 0: params", List.of("a"), List.of("b")),
        comparison.settings().get(0));
    assertTrue(comparison.showsGaps());
    assertEquals(
        Verdict.EXACT,
        Comparison.of(decaying("a", "b"), decaying("a", "*"), 20).verdict().orElseThrow());
  }

  @Test
  void aParameterThatItsNameExemptsFromDecayIsNotEqual() {
    Definition named =
        Definition.of("mindspore", "nn.SGD", Map.of("weight_decay", 1e-7), List.of());
    Comparison comparison =
        Comparison.of(
            named.withParameters(List.of(new ParameterDefinition("bn.gamma", List.of(4), ""))),
            named.withParameters(List.of(new ParameterDefinition("bn.weight", List.of(4), ""))),
            20);

    assertTrue(comparison.after12() > 0);
    assertTrue(comparison.verdict().filter(Verdict::keepsNumbers).isEmpty(), comparison.toString());
  }

  @Test
  void anOptionThatDiffersLittleIsShown() {
    Comparison comparison = compare("torch.optim.SGD(lr=0.1)", "torch.optim.SGD(lr=0.10001)");

    assertEquals(Verdict.DIVERGES, comparison.verdict().orElseThrow());
    assertEquals(List.of(0.89999), comparison.witness().orElseThrow().right());
  }

  @Test
  void ratesThatPartInTheEndAreShown() {
    Definition sgd = sgd(StepDefinition.PLAIN);
    Comparison comparison =
        Comparison.of(sgd.withSchedulers(cosine(0)), sgd.withSchedulers(cosine(1e-4)), 200);

    assertEquals(Verdict.DIVERGES, comparison.verdict().orElseThrow());
  }

  private static List<SchedulerDefinition> cosine(double end) {
    return List.of(
        new SchedulerDefinition("CosineAnnealingLR", Map.of("T_max", 200, "eta_min", end)));
  }
}
