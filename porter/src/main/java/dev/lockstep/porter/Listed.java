package dev.lockstep.porter;

import dev.lockstep.config.Definition;
import dev.lockstep.config.GroupDefinition;
import dev.lockstep.config.TrainingRun;
import dev.lockstep.core.DType;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The definition of an optimizer whose scheduler became a list of rates: the rate that the source
 * uses at each step, for each group.
 */
final class Listed {
  private static final String RATE = "learning_rate";
  private static final String GROUP_RATE = "lr";

  private final Definition source;
  private final List<List<Double>> rates = new ArrayList<>();

  /**
   * The rates of a run of the source.
   *
   * @throws IllegalArgumentException if the source cannot be built
   */
  Listed(Definition source, int steps) {
    this.source = source;
    List<Parameter> parameters =
        IntStream.range(0, Math.max(1, source.groups().size()))
            .mapToObj(group -> new Parameter(name(group), Tensor.zeros(DType.F32, 1)))
            .toList();
    parameters.forEach(parameter -> rates.add(new ArrayList<>()));
    TrainingRun run = TrainingRun.of(source, parameters);
    for (int step = 0; step < steps; step++) {
      double[] now = run.rates();
      for (int group = 0; group < now.length; group++) {
        rates.get(group).add(now[group]);
      }
      run.step(Map.of());
    }
  }

  private String name(int group) {
    return source.groups().isEmpty() || source.groups().get(group).params().isEmpty()
        ? "any"
        : source.groups().get(group).params().get(0);
  }

  /** The target with these lists in place of its constant rates. */
  Definition in(Definition target) {
    List<GroupDefinition> groups = new ArrayList<>();
    int base = 0;
    for (int i = 0; i < target.groups().size(); i++) {
      GroupDefinition group = target.groups().get(i);
      Map<String, @Nullable Object> options = new LinkedHashMap<>(group.options());
      if (options.replace(GROUP_RATE, list(i)) == null) {
        base = i;
      }
      groups.add(new GroupDefinition(group.params(), group.orderParams(), options));
    }
    Map<String, @Nullable Object> options = new LinkedHashMap<>(target.options());
    options.put(RATE, list(base));
    return new Definition(
        target.framework(),
        target.version(),
        target.api(),
        options,
        target.parameters(),
        groups,
        target.schedulers(),
        target.stepsPerEpoch());
  }

  private Map<String, List<Double>> list(int group) {
    return Map.of("list", Objects.requireNonNull(rates.get(Math.min(group, rates.size() - 1))));
  }
}
