package dev.lockstep.torch.optim.lrscheduler;

import static dev.lockstep.torch.optim.TorchOptions.LR;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.lockstep.core.DType;
import dev.lockstep.core.Live;
import dev.lockstep.core.LiveNumber;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.SGD;
import dev.lockstep.torch.optim.StateDict;
import dev.lockstep.torch.optim.TorchOptions;
import dev.lockstep.torch.optim.lrscheduler.Recipes.ClosedRecipe;
import dev.lockstep.torch.optim.lrscheduler.Recipes.Recipe;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

@Domain(Recipes.class)
@Domain(DomainContext.Global.class)
class SchedulerProperties {
  private static final Logger LOGGER = Logger.getLogger("dev.lockstep.torch.optim.lr_scheduler");

  /** The closed form is deprecated; here it is meant. */
  @BeforeContainer
  static void expectWarnings() {
    LOGGER.setLevel(Level.OFF);
  }

  @AfterContainer
  static void showWarnings() {
    LOGGER.setLevel(Level.ALL);
  }

  /**
   * A step multiplies by a rounded factor of a few operations: 16 roundings a step are allowed. The
   * quotient of cosines cancels near its zeros, where an error of a cosine (2^-53) is up to {@code
   * (2 T_max/pi)^2} times as large: T_max is at most 30.
   */
  @Property
  void theRecursiveFormIsTheClosedFormButForRoundings(
      @ForAll ClosedRecipe recipe, @ForAll @IntRange(min = 1, max = 60) int steps) {
    double base = 0.1;
    Optimizer stepped = Training.optimizer(base);
    LRScheduler recursive = recipe.make().apply(stepped);
    Training.rows(stepped, recursive, steps);
    Optimizer jumped = Training.optimizer(base);
    LRScheduler closed = recipe.make().apply(jumped);
    jumped.step();
    closed.step(steps);

    boolean cosine = recipe.text().startsWith("Cosine");
    double amplified = cosine ? 400 : 1;
    double allowed = base * 16 * steps * 0x1p-53 * amplified;
    assertEquals(
        jumped.paramGroups().get(0).get(LR), stepped.paramGroups().get(0).get(LR), allowed);
  }

  @Property
  void saveAndLoadInTheMiddleChangesNothing(
      @ForAll Recipe recipe,
      @ForAll @IntRange(max = 35) int before,
      @ForAll @IntRange(max = 35) int after) {
    List<Scheduler> both = resumed(recipe, Training.optimizer(0.1, 0.025), before, after);
    assertEquals(both.get(0).stateDict().toString(), both.get(1).stateDict().toString());
  }

  @Property
  void aDoubleInATensorMeansItsNumber(
      @ForAll Recipe recipe, @ForAll @IntRange(max = 60) int steps) {
    Optimizer tensors = Training.optimizer(DType.F64, 0.1, 0.003);
    double[][] rows = Training.rows(tensors, recipe.make().apply(tensors), steps);
    assertArrayEquals(Training.rows(recipe.make(), steps, 0.1, 0.003), rows);
  }

  @Property
  void aRateInATensorStaysThereAndHasItsType(
      @ForAll Recipe recipe, @ForAll DType held, @ForAll @IntRange(max = 60) int steps) {
    Tensor tensor = Tensor.scalar(held, 0.1);
    Parameter weight = new Parameter("w", Tensor.of(new float[1]));
    Optimizer optimizer =
        new SGD(List.of(weight), TorchOptions.lr(tensor), TorchOptions.momentum(0.9));
    Scheduler scheduler = recipe.make().apply(optimizer);
    double[][] rows = Training.rows(optimizer, scheduler, steps);
    assertEquals(rows[steps][0], tensor.get(0));
    Live<?> live = optimizer.paramGroups().get(0).options().live(LR);
    assertSame(tensor, assertInstanceOf(LiveNumber.class, live).plain());
    Object last = assertInstanceOf(List.class, scheduler.stateDict().get("_last_lr")).get(0);
    assertEquals(held, ((Tensor) last).dtype());
    assertNotSame(tensor, last);
  }

  @Property
  void saveAndLoadInTheMiddleChangesNothingOfTensors(
      @ForAll Recipe recipe,
      @ForAll DType held,
      @ForAll @IntRange(max = 35) int before,
      @ForAll @IntRange(max = 35) int after) {
    resumed(recipe, Training.optimizer(held, 0.1, 0.025), before, after);
  }

  /**
   * Saves in the middle, loads into new ones and sees that the rates are the same; both at the end.
   */
  private static List<Scheduler> resumed(Recipe recipe, Optimizer first, int before, int after) {
    Scheduler saved = recipe.make().apply(first);
    Training.rows(first, saved, before);
    StateDict optimizerState = first.stateDict();
    Map<String, @Nullable Object> state = saved.stateDict();
    double[][] expected = Training.rows(first, saved, after);

    Optimizer second = Training.optimizer(0.1, 0.025);
    Scheduler loaded = recipe.make().apply(second);
    second.loadStateDict(optimizerState);
    loaded.loadStateDict(state);
    assertArrayEquals(expected, Training.rows(second, loaded, after));
    return List.of(saved, loaded);
  }

  @Property
  void groupsDoNotMeet(@ForAll Recipe recipe, @ForAll @IntRange(max = 60) int steps) {
    double[][] together = Training.rows(recipe.make(), steps, 0.1, 0.003);
    double[][] first = Training.rows(recipe.make(), steps, 0.1);
    double[][] second = Training.rows(recipe.make(), steps, 0.003);
    for (int i = 0; i <= steps; i++) {
      assertEquals(first[i][0], together[i][0]);
      assertEquals(second[i][0], together[i][1]);
    }
  }

  @Property
  void theLastRatesAreThoseOfTheGroups(
      @ForAll Recipe recipe, @ForAll @IntRange(max = 60) int steps) {
    Optimizer optimizer = Training.optimizer(0.1, 0.003);
    Scheduler scheduler = recipe.make().apply(optimizer);
    Training.rows(optimizer, scheduler, steps);
    assertArrayEquals(Training.rates(optimizer), scheduler.getLastLr());
  }
}
