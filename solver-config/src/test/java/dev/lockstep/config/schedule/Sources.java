package dev.lockstep.config.schedule;

import dev.lockstep.config.SchedulerDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;
import org.jspecify.annotations.Nullable;

/** Generated schedules of both frameworks, and loops. */
final class Sources extends DomainContextBase {

  static SchedulerDefinition definition(String api, Object... namesAndValues) {
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      args.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return new SchedulerDefinition(api, args);
  }

  private static Arbitrary<Integer> period() {
    return Arbitraries.integers().between(1, 20);
  }

  private static Arbitrary<Double> factor() {
    return Arbitraries.of(0.1, 0.3, 0.5, 0.9, 0.97, 1.0);
  }

  private static Arbitrary<Double> rate() {
    return Arbitraries.oneOf(
        Arbitraries.of(0.1, 0.05, 1.0, 3e-4), Arbitraries.doubles().between(1e-3, 1).ofScale(9));
  }

  private static Arbitrary<SchedulerDefinition> plain() {
    return Arbitraries.oneOf(
        Combinators.combine(period(), factor())
            .as((n, g) -> definition("StepLR", "step_size", n, "gamma", g)),
        Combinators.combine(period().list().ofMinSize(1).ofMaxSize(4), factor())
            .as((m, g) -> definition("MultiStepLR", "milestones", m, "gamma", g)),
        Combinators.combine(factor(), period())
            .as((f, n) -> definition("ConstantLR", "factor", f, "total_iters", n)),
        Combinators.combine(factor(), Arbitraries.of(0.0, 0.5, 1.0), period())
            .as(
                (s, e, n) ->
                    definition("LinearLR", "start_factor", s, "end_factor", e, "total_iters", n)),
        factor().map(g -> definition("ExponentialLR", "gamma", g)),
        Combinators.combine(period(), Arbitraries.of(0.5, 1.0, 2.0, 0.324, 2.7))
            .as((n, p) -> definition("PolynomialLR", "total_iters", n, "power", p)),
        Combinators.combine(period(), Arbitraries.of(0.0, 1e-6, 1e-4))
            .as((n, e) -> definition("CosineAnnealingLR", "T_max", n, "eta_min", e)),
        factor().map(b -> definition("LambdaLR", "lr_lambda", Map.of("fn", "pow", "base", b))),
        factor().map(k -> definition("LambdaLR", "lr_lambda", Map.of("fn", "inverse", "k", k))));
  }

  private static Arbitrary<SchedulerDefinition> others() {
    return Arbitraries.oneOf(
        factor()
            .map(
                v ->
                    definition("MultiplicativeLR", "lr_lambda", Map.of("fn", "const", "value", v))),
        Combinators.combine(period(), Arbitraries.integers().between(1, 3))
            .as((n, m) -> definition("CosineAnnealingWarmRestarts", "T_0", n, "T_mult", m)),
        Combinators.combine(
                period(),
                period(),
                Arbitraries.of("triangular", "triangular2", "exp_range"),
                Arbitraries.of(true, false))
            .as(
                (u, d, m, c) ->
                    definition(
                        "CyclicLR",
                        "base_lr",
                        0.01,
                        "max_lr",
                        0.1,
                        "step_size_up",
                        u,
                        "step_size_down",
                        d,
                        "mode",
                        m,
                        "gamma",
                        0.99,
                        "cycle_momentum",
                        c)),
        Combinators.combine(Arbitraries.of("cos", "linear"), Arbitraries.of(true, false))
            .as(
                (a, c) ->
                    definition(
                        "OneCycleLR",
                        "max_lr",
                        0.1,
                        "total_steps",
                        80,
                        "anneal_strategy",
                        a,
                        "cycle_momentum",
                        c)),
        period().map(n -> definition("SWALR", "swa_lr", 0.05, "anneal_epochs", n)));
  }

  private static Map<String, Object> child(SchedulerDefinition definition) {
    return Map.of("api", definition.api(), "args", definition.args());
  }

  private static Arbitrary<SchedulerDefinition> compositions() {
    return Arbitraries.oneOf(
        Combinators.combine(plain(), plain(), period())
            .as(
                (a, b, m) ->
                    definition(
                        "SequentialLR",
                        "schedulers",
                        List.of(child(a), child(b)),
                        "milestones",
                        List.of(m))),
        Combinators.combine(plain(), plain())
            .as(
                (a, b) ->
                    definition("ChainedScheduler", "schedulers", List.of(child(a), child(b)))));
  }

  /** Torch schedulers beside an optimizer with one or two groups. */
  @Provide
  Arbitrary<RateForm.Stepped> torch() {
    Arbitrary<SchedulerDefinition> schedulers =
        Arbitraries.frequencyOf(
            Tuple.of(6, plain()), Tuple.of(2, others()), Tuple.of(2, compositions()));
    return Combinators.combine(
            schedulers,
            rate().list().ofMinSize(1).ofMaxSize(2),
            Arbitraries.of(When.AFTER_EPOCH, When.AFTER_STEP))
        .as((scheduler, rates, when) -> new RateForm.Stepped("torch", scheduler, rates, when));
  }

  /**
   * Up to 60 steps, mostly in epochs of one length but for a shorter last one; some in epochs of
   * any length.
   */
  @Provide
  Arbitrary<Loop> loops() {
    Arbitrary<Loop> regular =
        Combinators.combine(
                Arbitraries.integers().between(1, 60), Arbitraries.integers().between(1, 7))
            .as(Loop::ofSteps);
    Arbitrary<Loop> ragged =
        Arbitraries.integers().between(1, 7).list().ofMinSize(1).ofMaxSize(12).map(Loop::new);
    return Arbitraries.frequencyOf(Tuple.of(4, regular), Tuple.of(1, ragged));
  }

  private static Arbitrary<SchedulerDefinition> functions(int steps) {
    Arbitrary<Integer> unit = Arbitraries.integers().between(1, 4);
    Arbitrary<Boolean> stair = Arbitraries.of(true, false);
    return Arbitraries.oneOf(
        Combinators.combine(rate(), factor(), unit, period(), stair, decays())
            .as(
                (b, g, e, n, s, name) ->
                    definition(
                        "nn." + name,
                        "learning_rate",
                        b,
                        "decay_rate",
                        g,
                        "total_step",
                        steps,
                        "step_per_epoch",
                        e,
                        "decay_epoch",
                        n,
                        "is_stair",
                        s)),
        Combinators.combine(rate(), unit, period())
            .as(
                (b, e, n) ->
                    definition(
                        "nn.cosine_decay_lr",
                        "min_lr",
                        b / 64,
                        "max_lr",
                        b,
                        "total_step",
                        steps,
                        "step_per_epoch",
                        e,
                        "decay_epoch",
                        n)),
        Combinators.combine(rate(), unit, period(), Arbitraries.of(0.5, 1.0, 2.0))
            .as(
                (b, e, n, p) ->
                    definition(
                        "nn.polynomial_decay_lr",
                        "learning_rate",
                        b,
                        "end_learning_rate",
                        0.0,
                        "total_step",
                        steps,
                        "step_per_epoch",
                        e,
                        "decay_epoch",
                        n,
                        "power",
                        p)));
  }

  private static Arbitrary<String> decays() {
    return Arbitraries.of("exponential_decay_lr", "natural_exp_decay_lr", "inverse_decay_lr");
  }

  private static Arbitrary<SchedulerDefinition> cells() {
    Arbitrary<Boolean> stair = Arbitraries.of(true, false);
    Arbitrary<String> names =
        Arbitraries.of("ExponentialDecayLR", "NaturalExpDecayLR", "InverseDecayLR");
    return Arbitraries.oneOf(
        Combinators.combine(rate(), factor(), period(), stair, names)
            .as(
                (b, g, n, s, name) ->
                    definition(
                        "nn." + name,
                        "learning_rate",
                        b,
                        "decay_rate",
                        g,
                        "decay_steps",
                        n,
                        "is_stair",
                        s)),
        Combinators.combine(rate(), period())
            .as(
                (b, n) ->
                    definition(
                        "nn.CosineDecayLR", "min_lr", b / 64, "max_lr", b, "decay_steps", n)),
        Combinators.combine(rate(), period(), Arbitraries.of(0.5, 1.0, 2.0))
            .as(
                (b, n, p) ->
                    definition(
                        "nn.PolynomialDecayLR",
                        "learning_rate",
                        b,
                        "end_learning_rate",
                        0.0,
                        "decay_steps",
                        n,
                        "power",
                        p)),
        Combinators.combine(rate(), period())
            .as((b, n) -> definition("nn.WarmUpLR", "learning_rate", b, "warmup_steps", n)));
  }

  /** A MindSpore schedule with the loop that it is long enough for. */
  record Played(RateForm form, Loop loop) {}

  /** Lists, list functions and Cells of one or two groups. */
  @Provide
  Arbitrary<Played> mindSpore() {
    return loops()
        .flatMap(
            loop ->
                Arbitraries.oneOf(
                        rate()
                            .list()
                            .ofSize(loop.steps())
                            .list()
                            .ofMinSize(1)
                            .ofMaxSize(2)
                            .map(RateForm.Lists::new),
                        calls(functions(loop.steps())),
                        calls(cells()))
                    .map(form -> new Played(form, loop)));
  }

  private static Arbitrary<RateForm> calls(Arbitrary<SchedulerDefinition> calls) {
    return calls.list().ofMinSize(1).ofMaxSize(2).map(RateForm.Calls::new);
  }
}
