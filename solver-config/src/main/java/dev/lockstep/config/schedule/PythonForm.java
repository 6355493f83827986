package dev.lockstep.config.schedule;

import dev.lockstep.config.Api;
import dev.lockstep.config.Python;
import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.mapping.PythonLiteral;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Forms as Python source. Rates of {@code mindspore.nn} optimizers become a variable {@code
 * learning_rate} (with several groups {@code learning_rates}, a list of them), schedulers a
 * variable {@code scheduler} on a variable {@code optimizer}.
 */
final class PythonForm {
  private static final String TABLE_CELL =
      """
      class RateTable(nn.learning_rate_schedule.LearningRateSchedule):
          \"""The rate of each step; the last one stays.\"""

          def __init__(self, rates):
              super().__init__()
              self.rates = mindspore.Tensor(rates, mindspore.float32)
              self.last = len(rates) - 1

          def construct(self, global_step):
              return ops.gather(self.rates, ops.minimum(global_step, self.last), 0)


      """;

  private PythonForm() {}

  static String of(RateForm form) {
    if (form instanceof RateForm.Stepped stepped) {
      return stepped(stepped);
    }
    if (form instanceof RateForm.TableCells cells) {
      return TABLE_CELL
          + rates(cells.perGroup().stream().map(l -> "RateTable(" + list(l) + ")").toList());
    }
    if (form instanceof RateForm.Lists lists) {
      return rates(lists.perGroup().stream().map(PythonForm::list).toList());
    }
    if (form instanceof RateForm.Code code) {
      return rates(code.perGroup());
    }
    if (form instanceof RateForm.Mixed mixed) {
      return rates(mixed.perGroup().stream().map(PythonForm::rate).toList());
    }
    return rates(((RateForm.Calls) form).perGroup().stream().map(PythonForm::call).toList());
  }

  private static String rates(List<String> perGroup) {
    return perGroup.size() == 1
        ? "learning_rate = " + perGroup.get(0) + "\n"
        : perGroup.stream()
            .collect(Collectors.joining(",\n    ", "learning_rates = [\n    ", ",\n]\n"));
  }

  /** A rate as a definition writes it. */
  private static String rate(Object rate) {
    if (rate instanceof Map<?, ?> map && map.get("schedule") instanceof String api) {
      return call(new SchedulerDefinition(api, named(map.get("args"))));
    }
    return Python.literal(rate instanceof Map<?, ?> map ? map.get("list") : rate);
  }

  private static String call(SchedulerDefinition call) {
    return call.api() + "(" + String.join(", ", keywords(call.args())) + ")";
  }

  private static List<String> keywords(Map<String, @Nullable Object> args) {
    List<String> keywords = new ArrayList<>();
    args.forEach((name, value) -> keywords.add(name + "=" + Python.literal(value)));
    return keywords;
  }

  /** A list in which equal neighbours are written once: {@code [0.1] * 391 + [0.01, 0.02]}. */
  static String list(List<Double> values) {
    List<String> parts = new ArrayList<>();
    List<String> singles = new ArrayList<>();
    for (int from = 0; from < values.size(); ) {
      int to = from + 1;
      while (to < values.size() && values.get(to).equals(values.get(from))) {
        to++;
      }
      String value = PythonLiteral.number(values.get(from));
      if (to - from > 1) {
        flush(singles, parts);
        parts.add("[" + value + "] * " + (to - from));
      } else {
        singles.add(value);
      }
      from = to;
    }
    flush(singles, parts);
    return String.join(" + ", parts);
  }

  private static void flush(List<String> singles, List<String> parts) {
    if (!singles.isEmpty()) {
      parts.add("[" + String.join(", ", singles) + "]");
      singles.clear();
    }
  }

  private static String stepped(RateForm.Stepped stepped) {
    String when =
        switch (stepped.when()) {
          case BEFORE_EPOCH -> "before every epoch";
          case BEFORE_STEP -> "before every optimizer step";
          case AFTER_STEP -> "after every optimizer step";
          case AFTER_EPOCH -> "after every epoch";
        };
    return "# The optimizer's groups have lr %s; call scheduler.step() %s\nscheduler = %s\n"
        .formatted(
            stepped.baseRates().stream()
                .map(PythonLiteral::number)
                .collect(Collectors.joining(", ")),
            when,
            scheduler(stepped.framework(), stepped.scheduler().api(), stepped.scheduler().args()));
  }

  private static String scheduler(
      String framework, String api, Map<String, @Nullable Object> args) {
    List<String> all = new ArrayList<>();
    String full = Api.schedulerName(framework, api);
    if (!full.endsWith(".ChainedScheduler")) {
      all.add("optimizer");
    }
    args.forEach((name, value) -> all.add(name + "=" + argument(framework, value)));
    return full + "(" + String.join(", ", all) + ")";
  }

  private static String argument(String framework, @Nullable Object value) {
    if (value instanceof Map<?, ?> map && map.get("api") instanceof String api) {
      return scheduler(framework, api, named(map.get("args")));
    }
    if (value instanceof Map<?, ?> map && map.get("fn") instanceof String) {
      return FunctionText.of(map, framework.equals("torch") ? "epoch" : "int(epoch)");
    }
    if (value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
      return list.stream()
          .map(element -> argument(framework, element))
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return Python.literal(value);
  }

  private static Map<String, @Nullable Object> named(@Nullable Object args) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    if (args instanceof Map<?, ?> map) {
      map.forEach((key, value) -> named.put(String.valueOf(key), value));
    }
    return named;
  }
}
