package dev.lockstep.torch.optim.lrscheduler;

import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.*;

import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.swautils.SWALR;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Schedulers with generated arguments. */
final class Recipes extends DomainContextBase {

  /** How a scheduler is made on an optimizer. */
  record Recipe(String text, Function<Optimizer, Scheduler> make) {
    @Override
    public String toString() {
      return text;
    }
  }

  /** A recipe for one that has a closed form. */
  record ClosedRecipe(String text, Function<Optimizer, LRScheduler> make) {
    @Override
    public String toString() {
      return text;
    }
  }

  private static Recipe recipe(String text, Function<Optimizer, Scheduler> make) {
    return new Recipe(text, make);
  }

  private static ClosedRecipe closedRecipe(String text, Function<Optimizer, LRScheduler> make) {
    return new ClosedRecipe(text, make);
  }

  private static Arbitrary<Integer> length() {
    return Arbitraries.integers().between(1, 30);
  }

  private static Arbitrary<Double> part() {
    return Arbitraries.of(0.1, 0.3, 0.5, 0.9, 0.97, 1.0);
  }

  @Provide
  Arbitrary<ClosedRecipe> closed() {
    Arbitrary<Integer> n = length();
    Arbitrary<Double> g = part();
    return Arbitraries.oneOf(
        Combinators.combine(n, g)
            .as(
                (s, f) ->
                    closedRecipe(
                        "StepLR " + s + " " + f, o -> new StepLR(o, stepSize(s), gamma(f)))),
        Combinators.combine(n, n, g)
            .as(
                (a, b, f) ->
                    closedRecipe(
                        "MultiStepLR " + a + " " + b + " " + f,
                        o -> new MultiStepLR(o, milestones(a, b), gamma(f)))),
        Combinators.combine(n, g)
            .as(
                (s, f) ->
                    closedRecipe(
                        "ConstantLR " + s + " " + f,
                        o -> new ConstantLR(o, totalIters(s), factor(f)))),
        Combinators.combine(n, g, g)
            .as(
                (s, a, b) ->
                    closedRecipe(
                        "LinearLR " + s + " " + a + " " + b,
                        o -> new LinearLR(o, totalIters(s), startFactor(a), endFactor(b)))),
        g.map(f -> closedRecipe("ExponentialLR " + f, o -> new ExponentialLR(o, gamma(f)))),
        Combinators.combine(n, Arbitraries.of(0.5, 1.0, 2.0, 2.7))
            .as(
                (s, p) ->
                    closedRecipe(
                        "PolynomialLR " + s + " " + p,
                        o -> new PolynomialLR(o, totalIters(s), power(p)))),
        Combinators.combine(n, Arbitraries.of(0.0, 1e-4))
            .as(
                (s, e) ->
                    closedRecipe(
                        "CosineAnnealingLR " + s + " " + e,
                        o -> new CosineAnnealingLR(o, tMax(s), etaMin(e)))));
  }

  private Arbitrary<Recipe> plain() {
    return closed().map(closed -> recipe(closed.text(), o -> closed.make().apply(o)));
  }

  private Arbitrary<Recipe> others() {
    Arbitrary<Integer> n = length();
    return Arbitraries.oneOf(
        part()
            .map(
                f ->
                    recipe("LambdaLR " + f, o -> new LambdaLR(o, lrLambda(e -> Math.sqrt(f * e))))),
        part()
            .map(
                f ->
                    recipe(
                        "MultiplicativeLR " + f, o -> new MultiplicativeLR(o, lrLambda(e -> f)))),
        Combinators.combine(n, Arbitraries.integers().between(1, 3))
            .as(
                (s, m) ->
                    recipe(
                        "CosineAnnealingWarmRestarts " + s + " " + m,
                        o -> new CosineAnnealingWarmRestarts(o, t0(s), tMult(m)))),
        Combinators.combine(n, n, Arbitraries.of("triangular", "triangular2", "exp_range"))
            .as(
                (u, d, m) ->
                    recipe(
                        "CyclicLR " + u + " " + d + " " + m,
                        o ->
                            new CyclicLR(
                                o,
                                baseLr(0.01),
                                maxLr(0.1),
                                stepSizeUp(u),
                                stepSizeDown(d),
                                mode(m),
                                gamma(0.99)))),
        Combinators.combine(Arbitraries.of("cos", "linear"), Arbitraries.of(true, false))
            .as(
                (a, t) ->
                    recipe(
                        "OneCycleLR " + a + " " + t,
                        o ->
                            new OneCycleLR(
                                o, maxLr(0.1), totalSteps(80), annealStrategy(a), threePhase(t)))),
        n.map(s -> recipe("SWALR " + s, o -> new SWALR(o, swaLr(0.05), annealEpochs(s)))));
  }

  /** All but those that need a metric. */
  @Provide
  Arbitrary<Recipe> recipes() {
    Arbitrary<Recipe> plain = plain();
    Arbitrary<Recipe> sequential =
        Combinators.combine(plain, plain, length())
            .as(
                (a, b, m) ->
                    recipe(
                        "SequentialLR [" + a + ", " + b + "] " + m,
                        o ->
                            new SequentialLR(
                                o,
                                schedulers(a.make().apply(o), b.make().apply(o)),
                                milestones(m))));
    Arbitrary<Recipe> chained =
        Combinators.combine(plain, plain)
            .as(
                (a, b) ->
                    recipe(
                        "ChainedScheduler " + List.of(a, b),
                        o ->
                            new ChainedScheduler(
                                o, schedulers(a.make().apply(o), b.make().apply(o)))));
    return Arbitraries.oneOf(plain, others(), sequential, chained);
  }
}
