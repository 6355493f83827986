package dev.lockstep.config.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Torch schedulers in MindSpore: as the list of all rates, as a function that writes one, as a
 * Cell, as an experimental scheduler.
 *
 * <p>The list is always there, and exact, but for {@code ReduceLROnPlateau}, which needs a metric:
 * it is torch's own recursion, written out.
 *
 * <p>Threads: stateless.
 */
public final class ToMindSpore {
  private ToMindSpore() {}

  /**
   * All ways, the strongest first; those that there are not, with the reason, last.
   *
   * @param source the scheduler, the groups' rates and when it is stepped
   * @param loop the whole training
   */
  public static List<Conversion> all(RateForm.Stepped source, Loop loop) {
    List<Conversion> all = new ArrayList<>();
    all.add(list(source, loop));
    all.add(function(source, loop));
    all.add(cell(source, loop));
    all.add(experimental(source, loop));
    all.sort(Comparator.comparing(Conversion::verdict).thenComparing(Conversion::bound));
    return all;
  }

  /** The rates of all steps as a list, one a group. */
  public static Conversion list(RateForm.Stepped source, Loop loop) {
    TorchCall call = new TorchCall(source.scheduler());
    if (call.name().equals("ReduceLROnPlateau")) {
      return Conversion.unsupported("list", List.of("needs-metric"));
    }
    Timeline timeline = source.play(loop);
    List<List<Double>> lists = new ArrayList<>();
    for (int group = 0; group < timeline.groups(); group++) {
      lists.add(Arrays.stream(timeline.rates(group)).boxed().toList());
    }
    RateForm form = new RateForm.Lists(lists);
    return cyclesMomentum(call)
        ? Conversion.diverges("list", form, List.of("momentum-not-cycled", "list-ends"))
        : Conversion.exact("list", form, "list-ends");
  }

  /** A function of {@code mindspore.nn} that writes the list. */
  public static Conversion function(RateForm.Stepped source, Loop loop) {
    return new BuiltIn(source, loop).function();
  }

  /** A Cell of {@code mindspore.nn}. */
  public static Conversion cell(RateForm.Stepped source, Loop loop) {
    return new BuiltIn(source, loop).cell();
  }

  /** The class of the same name of {@code mindspore.experimental.optim.lr_scheduler}. */
  public static Conversion experimental(RateForm.Stepped source, Loop loop) {
    return new Experimental(source, loop).conversion();
  }

  /** Whether this scheduler, or one inside, moves the momentum too. */
  static boolean cyclesMomentum(TorchCall call) {
    boolean cycles = call.name().equals("CyclicLR") || call.name().equals("OneCycleLR");
    return cycles
        ? call.isTrue("cycle_momentum")
        : call.children().stream().anyMatch(ToMindSpore::cyclesMomentum);
  }
}
