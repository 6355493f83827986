package dev.lockstep.config.schedule;

import dev.lockstep.config.Definition;
import dev.lockstep.config.DefinitionException;
import dev.lockstep.config.SchedulerDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The door to the conversions: a schedule of one framework in all ways in which another can say it.
 *
 * <pre>{@code
 * Loop loop = Loop.of(90, 391);
 * List<Conversion> ways = Conversions.toMindSpore(stepLr, List.of(0.1), When.AFTER_EPOCH, loop);
 * Conversion best = ways.get(0); // best.verdict(), best.form(), best.python(), best.texts()
 * }</pre>
 *
 * <p>Each conversion says what it became ({@link Conversion#target}), as data that can be played
 * and built ({@link Conversion#form}), as Python ({@link Conversion#python}), and how faithful it
 * is.
 *
 * <p>Threads: stateless.
 */
public final class Conversions {
  /** The strongest verdict first, then the tightest bound. */
  static final Comparator<Conversion> STRONGEST =
      Comparator.comparing(Conversion::verdict).thenComparing(Conversion::bound);

  private Conversions() {}

  /**
   * A torch scheduler in MindSpore, the strongest way first, those that there are not last.
   *
   * @param scheduler the scheduler as data; functions may be code, {@code {"fn": "code", "source":
   *     "lambda epoch: ..."}}
   * @param baseRates the {@code lr} of each group of the optimizer
   * @param when when the training steps the scheduler
   * @param loop the whole training
   * @throws dev.lockstep.core.OptionException if torch would refuse the scheduler
   */
  public static List<Conversion> toMindSpore(
      SchedulerDefinition scheduler, List<Double> baseRates, When when, Loop loop) {
    return of(new RateForm.Stepped("torch", scheduler, baseRates, when), "mindspore", loop);
  }

  /**
   * MindSpore rates in torch, the strongest way first.
   *
   * @param rates lists, functions, Cells or an experimental scheduler
   * @param loop the whole training
   * @throws dev.lockstep.core.OptionException if MindSpore would refuse it, or a list is too short
   */
  public static List<Conversion> toTorch(RateForm rates, Loop loop) {
    return of(rates, "torch", loop);
  }

  /**
   * The schedule of a definition in another framework, the strongest way first.
   *
   * @param definition an optimizer with a scheduler, or of {@code mindspore.nn} with its rates
   * @param target {@code torch} or {@code mindspore}
   * @param when when the training steps its schedulers
   * @param loop the whole training
   * @throws DefinitionException if it has no schedule
   * @throws dev.lockstep.core.OptionException if the framework would refuse it
   */
  public static List<Conversion> of(Definition definition, String target, When when, Loop loop) {
    return of(DefinedRates.of(definition, when), target, loop);
  }

  /**
   * A form in another framework, the strongest way first.
   *
   * @param source the schedule
   * @param target {@code torch} or {@code mindspore}
   * @param loop the whole training
   * @throws DefinitionException if it belongs to that framework already, or there is no such
   *     framework
   */
  public static List<Conversion> of(RateForm source, String target, Loop loop) {
    boolean fromTorch = source instanceof RateForm.Stepped s && s.framework().equals("torch");
    List<Conversion> all = new ArrayList<>();
    if (target.equals("mindspore") && fromTorch) {
      all.addAll(ToMindSpore.all((RateForm.Stepped) source, loop));
    } else if (target.equals("torch") && !fromTorch) {
      all.addAll(ToTorch.all(source, loop));
    } else {
      throw new DefinitionException(
          "a schedule can be converted from torch to mindspore and back, not from %s to %s"
              .formatted(fromTorch ? "torch" : "mindspore", target));
    }
    all.sort(STRONGEST);
    return all;
  }
}
