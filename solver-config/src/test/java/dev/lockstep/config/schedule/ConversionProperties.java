package dev.lockstep.config.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.lockstep.config.schedule.Sources.Played;
import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.DType;
import dev.lockstep.mapping.Verdict;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

@Domain(Sources.class)
@Domain(DomainContext.Global.class)
class ConversionProperties {
  private static final Logger LOGGER = Logger.getLogger("dev.lockstep.torch.optim.lr_scheduler");

  /** Compositions step children that have been stepped before: torch warns then. */
  @BeforeContainer
  static void expectWarnings() {
    LOGGER.setLevel(Level.OFF);
  }

  @AfterContainer
  static void showWarnings() {
    LOGGER.setLevel(Level.ALL);
  }

  /** Where torch itself fails, for instance at a milestone that a chain cannot begin. */
  private static boolean runs(RateForm source, Loop loop) {
    try {
      source.play(loop);
      return true;
    } catch (ArithmeticException | IllegalStateException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static void keepsItsPromise(Conversion conversion, RateForm source, Loop loop) {
    assertEquals(conversion.differences().size(), conversion.texts().size());
    assertEquals(conversion.form().isPresent(), conversion.python().isPresent());
    if (conversion.verdict().keepsNumbers()) {
      assertEquals(Optional.empty(), conversion.departure(source, loop), conversion.toString());
    } else if (conversion.verdict() == Verdict.UNSUPPORTED) {
      assertNotEquals(0, conversion.differences().size());
      assertEquals(Optional.empty(), conversion.form());
    }
  }

  @Property
  void everyFormInMindSporeKeepsItsPromise(@ForAll RateForm.Stepped source, @ForAll Loop loop) {
    Assume.that(runs(source, loop));
    ToMindSpore.all(source, loop).forEach(form -> keepsItsPromise(form, source, loop));
  }

  @Property
  void theListIsExactUnlessTheMomentumMoves(@ForAll RateForm.Stepped source, @ForAll Loop loop) {
    Assume.that(runs(source, loop));
    Conversion list = ToMindSpore.list(source, loop);
    boolean moves = list.differences().contains("momentum-not-cycled");
    assertEquals(moves ? Verdict.DIVERGES : Verdict.EXACT, list.verdict());
  }

  /** In common arithmetic the experimental schedulers are torch's, bit for bit, in doubles. */
  @Property
  void theExperimentalSchedulerIsTorchsInCommonArithmetic(
      @ForAll RateForm.Stepped source, @ForAll Loop loop) {
    Assume.that(runs(source, loop));
    Conversion conversion = ToMindSpore.experimental(source, loop);
    Assume.that(conversion.verdict() == Verdict.EQUIVALENT);
    Timeline torch = source.play(loop);
    Timeline mindSpore = conversion.form().orElseThrow().play(loop, Arithmetic.COMMON);
    assertEquals(Optional.empty(), torch.firstDifference(mindSpore, DType.F64));
  }

  @Property
  void theTableInTorchIsExact(@ForAll Played source) {
    keepsItsPromise(ToTorch.table(source.form(), source.loop()), source.form(), source.loop());
  }

  @Property
  void theSchedulerInTorchKeepsItsPromise(@ForAll Played source) {
    if (source.form() instanceof RateForm.Calls calls) {
      keepsItsPromise(ToTorch.scheduler(calls, source.loop()), calls, source.loop());
    }
  }

  /** There and back again: the float32 rates do not change any more. */
  @Property
  void theTableOfATableIsTheTable(@ForAll RateForm.Stepped source, @ForAll Loop loop) {
    Assume.that(runs(source, loop));
    RateForm list = ToMindSpore.list(source, loop).form().orElseThrow();
    RateForm.Stepped table = (RateForm.Stepped) ToTorch.table(list, loop).form().orElseThrow();
    RateForm again = ToMindSpore.list(table, loop).form().orElseThrow();
    assertEquals(Optional.empty(), list.play(loop).firstDifference(again.play(loop), DType.F64));
  }

  /** Also the doubles are the same. */
  @Property
  void stepsInsteadOfEpochsAreExact(@ForAll RateForm.Stepped source, @ForAll Loop loop) {
    Assume.that(source.when() == When.AFTER_EPOCH && runs(source, loop));
    Conversion steps = EpochsToSteps.convert(source, loop);
    Assume.that(steps.verdict() == Verdict.EXACT);
    Timeline byEpoch = source.play(loop);
    Timeline byStep = steps.form().orElseThrow().play(loop);
    assertEquals(Optional.empty(), byEpoch.firstDifference(byStep, DType.F64));
  }
}
