package dev.lockstep.torch.optim.lrscheduler;

import static dev.lockstep.torch.optim.TorchOptions.LR;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.StateDict;
import dev.lockstep.torch.optim.lrscheduler.Recipes.ClosedRecipe;
import dev.lockstep.torch.optim.lrscheduler.Recipes.Recipe;
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
    Optimizer first = Training.optimizer(0.1, 0.025);
    Scheduler saved = recipe.make().apply(first);
    Training.rows(first, saved, before);
    StateDict optimizerState = first.stateDict();
    Map<String, @Nullable Object> state = saved.stateDict();
    double[][] expected = Training.rows(first, saved, after);

    Optimizer second = Training.optimizer(0.1, 0.025);
    Scheduler loaded = recipe.make().apply(second);
    second.loadStateDict(optimizerState);
    loaded.loadStateDict(state);
    double[][] actual = Training.rows(second, loaded, after);

    assertArrayEquals(expected, actual);
    assertEquals(saved.stateDict().toString(), loaded.stateDict().toString());
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
