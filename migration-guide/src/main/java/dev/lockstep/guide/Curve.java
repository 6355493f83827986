package dev.lockstep.guide;

import dev.lockstep.config.Definition;
import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.config.schedule.Loop;
import dev.lockstep.config.schedule.Quantity;
import dev.lockstep.config.schedule.Simulator;
import dev.lockstep.config.schedule.When;
import dev.lockstep.conformance.simulation.SvgChart;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.PythonCall;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rates of a schedule as the list of calls has it, stepped after every step. */
final class Curve {
  /** The optimizer's own rate. */
  static final double RATE = 0.1;

  private static final int STEPS = 61;

  private Curve() {}

  /** The rates as a chart; empty if the list has no call of the API, or a call with a function. */
  static Optional<Charts.Chart> of(String api, Words words) {
    return options(api)
        .map(
            options -> {
              String title = words.of("chart-rate");
              List<Double> rates = Arrays.stream(rates(api, options)).boxed().toList();
              String svg = new SvgChart(title, false).line(api, rates).toSvg();
              return new Charts.Chart(
                  svg, title + words.of("colon") + Samples.call(api).orElse(""));
            });
  }

  /** The options of the listed call; empty if there is none or not all are plain values. */
  static Optional<Map<String, @Nullable Object>> options(String api) {
    boolean schedule = api.contains(".lr_scheduler.") || api.matches("mindspore\\.nn\\..*(LR|_lr)");
    return Samples.call(api)
        .filter(call -> schedule && !call.contains("lambda") && !Samples.hasOwnLoop(api))
        .map(call -> PythonCall.of(call.replace("(optimizer, ", "(")).options());
  }

  /** The rate of each step. */
  static double[] rates(String api, Map<String, @Nullable Object> options) {
    return Simulator.of(definition(api, options), When.AFTER_STEP, epoch -> 1.0)
        .run(Loop.ofSteps(STEPS, 1))
        .values(Quantity.RATE, 0);
  }

  private static Definition definition(String api, Map<String, @Nullable Object> options) {
    String framework = Card.framework(api);
    if (!api.contains(".lr_scheduler.")) {
      Map<String, @Nullable Object> rate = Map.of("schedule", api, "args", options);
      return Definition.of(framework, "mindspore.nn.SGD", Map.of("learning_rate", rate), List.of());
    }
    String optimizer =
        framework.equals("torch") ? "torch.optim.SGD" : "mindspore.experimental.optim.SGD";
    return Definition.of(framework, optimizer, Map.of("lr", RATE), List.of())
        .withSchedulers(List.of(new SchedulerDefinition(api, options)));
  }
}
