package dev.lockstep.config.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

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
    if (KeptCode.isIn(source.scheduler().args())) {
      all.add(new KeptCode(source, loop).list());
      all.add(experimental(source, loop));
      return all;
    }
    all.add(list(source, loop));
    all.add(table(source, loop));
    all.add(function(source, loop));
    all.add(cell(source, loop));
    all.add(experimental(source, loop));
    all.sort(Conversions.STRONGEST);
    return all;
  }

  /** The rates of all steps as a list, one a group. */
  public static Conversion list(RateForm.Stepped source, Loop loop) {
    return written(source, loop, "list", RateForm.Lists::new, List.of("list-ends"));
  }

  /** A generated Cell that looks the rates up; after the training the last rate stays. */
  public static Conversion table(RateForm.Stepped source, Loop loop) {
    return written(source, loop, "table", RateForm.TableCells::new, List.of("last-rate-stays"));
  }

  private static Conversion written(
      RateForm.Stepped source,
      Loop loop,
      String target,
      Function<List<List<Double>>, RateForm> form,
      List<String> always) {
    TorchCall call = new TorchCall(source.scheduler());
    if (call.name().equals("ReduceLROnPlateau")) {
      return Conversion.unsupported(target, List.of("needs-metric"));
    }
    Timeline timeline = source.play(loop);
    List<List<Double>> rates = new ArrayList<>();
    for (int group = 0; group < timeline.groups(); group++) {
      rates.add(Arrays.stream(timeline.rates(group)).boxed().toList());
    }
    List<String> differences = new ArrayList<>(always);
    if (!cyclesMomentum(call)) {
      return Conversion.exact(target, form.apply(rates), differences.toArray(String[]::new));
    }
    differences.add(0, "momentum-not-cycled");
    return Conversion.diverges(target, form.apply(rates), differences);
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
