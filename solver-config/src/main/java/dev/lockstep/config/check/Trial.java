package dev.lockstep.config.check;

import dev.lockstep.config.Builder;
import dev.lockstep.config.Definition;
import dev.lockstep.config.GroupDefinition;
import dev.lockstep.config.ParameterDefinition;
import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.core.DType;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.megengine.optimizer.Quirk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks the facade: makes the optimizer over stand-ins of the parameters, which have their names and
 * ranks but at most two elements a dimension.
 */
final class Trial {
  private static final int MOST_EXTENT = 2;
  private static final int MOST_RANK = 8;
  private static final ParameterDefinition ONE =
      new ParameterDefinition("parameter", List.of(2, 2), "");

  /** MegEngine's LAMB is refused, as it is by the real one. */
  static final Option REAL = Quirk.LAMB_CANNOT_BE_MADE;

  private Trial() {}

  /** Tries an optimizer with these options over one matrix. */
  static Optional<Refusal> options(Draft draft, Map<String, @Nullable Object> options) {
    return of(
        new Definition(
            draft.framework(),
            draft.version(),
            draft.api(),
            options,
            List.of(ONE),
            List.of(),
            List.of(),
            0));
  }

  /** Tries an optimizer with these options over one group of one matrix. */
  static Optional<Refusal> group(
      Draft draft, Map<String, @Nullable Object> options, Map<String, @Nullable Object> own) {
    return of(
        new Definition(
            draft.framework(),
            draft.version(),
            draft.api(),
            options,
            List.of(ONE),
            List.of(GroupDefinition.of(List.of(ONE.name()), own)),
            List.of(),
            0));
  }

  /** Tries a whole definition without its schedulers. */
  static Optional<Refusal> of(Definition definition, Option... extra) {
    try {
      Builder.build(definition, standIns(definition.parameters()), extra);
      return Optional.empty();
    } catch (OptionException e) {
      return Optional.of(Refusal.of(e));
    }
  }

  /** Tries a scheduler on the optimizer of a definition that can be made. */
  static Optional<Refusal> scheduler(Definition definition, SchedulerDefinition scheduler) {
    try {
      Object optimizer = Builder.build(definition, standIns(definition.parameters()));
      Builder.scheduler(definition.framework(), scheduler, optimizer);
      return Optional.empty();
    } catch (OptionException e) {
      return Optional.of(Refusal.of(e));
    }
  }

  /** Small parameters with the same names and ranks. */
  static List<Parameter> standIns(List<ParameterDefinition> parameters) {
    List<Parameter> standIns = new ArrayList<>();
    for (ParameterDefinition parameter : parameters.isEmpty() ? List.of(ONE) : parameters) {
      int[] shape =
          parameter.shape().stream()
              .limit(MOST_RANK)
              .mapToInt(extent -> Math.min(extent, MOST_EXTENT))
              .toArray();
      standIns.add(new Parameter(parameter.name(), Tensor.zeros(DType.F32, shape)));
    }
    return standIns;
  }

  /** The same options without some. */
  static Map<String, @Nullable Object> without(
      Map<String, @Nullable Object> options, Iterable<String> names) {
    Map<String, @Nullable Object> rest = new LinkedHashMap<>(options);
    names.forEach(rest::remove);
    return rest;
  }
}
