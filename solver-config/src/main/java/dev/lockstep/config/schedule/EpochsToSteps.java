package dev.lockstep.config.schedule;

import dev.lockstep.config.SchedulerDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A torch scheduler that is stepped once an epoch, as one that is stepped after every optimizer
 * step.
 *
 * <p>Where the rate only changes at certain epochs, these become steps and the same multiplications
 * happen at the same time. Any other becomes a table.
 *
 * <p>Threads: stateless.
 */
public final class EpochsToSteps {
  private EpochsToSteps() {}

  /**
   * The step-based form.
   *
   * @param source a scheduler stepped after every epoch
   * @param loop the whole training; epochs but the last must be of one length
   */
  public static Conversion convert(RateForm.Stepped source, Loop loop) {
    TorchCall call = new TorchCall(source.scheduler());
    if (source.when() != When.AFTER_EPOCH || !loop.isRegular() || call.resumes()) {
      return table(source, call, loop);
    }
    int unit = loop.stepsPerEpoch();
    return switch (call.name()) {
      case "StepLR" -> exact(source, "StepLR", call, "step_size", inSteps(call, "step_size", unit));
      case "ConstantLR" ->
          exact(source, "ConstantLR", call, "total_iters", inSteps(call, "total_iters", unit));
      case "MultiStepLR" ->
          exact(
              source,
              "MultiStepLR",
              call,
              "milestones",
              call.wholes("milestones").stream().map(m -> Math.multiplyExact(m, unit)).toList());
      case "ExponentialLR" -> exact(source, "StepLR", call, "step_size", unit);
      default -> table(source, call, loop);
    };
  }

  private static int inSteps(TorchCall call, String argument, int unit) {
    return Math.multiplyExact(call.whole(argument), unit);
  }

  private static Conversion exact(
      RateForm.Stepped source, String api, TorchCall call, String argument, Object value) {
    Map<String, @Nullable Object> args = new LinkedHashMap<>(call.definition().args());
    args.put(argument, value);
    SchedulerDefinition scheduler = new SchedulerDefinition(api, args);
    return Conversion.exact(
        api,
        new RateForm.Stepped("torch", scheduler, source.baseRates(), When.AFTER_STEP),
        "epochs-to-steps");
  }

  /** The doubles of torch's own recursion, looked up by LambdaLR with base rate 1. */
  private static Conversion table(RateForm.Stepped source, TorchCall call, Loop loop) {
    if (call.name().equals("ReduceLROnPlateau")) {
      return Conversion.unsupported("LambdaLR", List.of("needs-metric"));
    }
    Conversion table = ToTorch.table(source, loop);
    return ToMindSpore.cyclesMomentum(call)
        ? Conversion.diverges(
            "LambdaLR", table.form().orElseThrow(), List.of("momentum-not-cycled"))
        : table;
  }
}
