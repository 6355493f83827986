package dev.lockstep.config.schedule;

import dev.lockstep.config.Python;
import dev.lockstep.mapping.PythonLiteral;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code LambdaLR} whose functions are only known as Python code: the code is kept, and the list is
 * written by it. Each value is {@code base * function(epoch)} in doubles, as torch computes it.
 */
final class KeptCode {
  private final RateForm.Stepped source;
  private final Loop loop;

  KeptCode(RateForm.Stepped source, Loop loop) {
    this.source = source;
    this.loop = loop;
  }

  /** The functions of the groups, if the scheduler is LambdaLR and one of them is code. */
  private static Optional<List<Object>> functions(RateForm.Stepped source) {
    Object given = new TorchCall(source.scheduler()).find("lr_lambda").orElse(List.of());
    List<Object> functions =
        given instanceof List<?> list
            ? new ArrayList<>(list)
            : new ArrayList<>(Collections.nCopies(source.groups(), given));
    return functions.stream().anyMatch(FunctionText::isCode)
        ? Optional.of(functions)
        : Optional.empty();
  }

  /** Whether a scheduler, or one inside, has functions that are only known as code. */
  static boolean isIn(@Nullable Object data) {
    if (data instanceof Map<?, ?> map) {
      return FunctionText.isCode(map) || map.values().stream().anyMatch(KeptCode::isIn);
    }
    return data instanceof List<?> list && list.stream().anyMatch(KeptCode::isIn);
  }

  /** The list as a comprehension. */
  Conversion list() {
    Optional<List<Object>> functions = functions(source);
    if (functions.isEmpty() || functions.get().size() != source.groups()) {
      return Conversion.unsupported("list", List.of("code-not-played"));
    }
    List<String> lists = new ArrayList<>();
    for (int group = 0; group < source.groups(); group++) {
      lists.add(comprehension(functions.get().get(group), source.baseRates().get(group)));
    }
    return Conversion.exact("list", new RateForm.Code(lists), "list-ends");
  }

  private String comprehension(Object function, double rate) {
    String lambda = function instanceof Map<?, ?> map ? FunctionText.of(map, "epoch") : "";
    String value = "%s * (%s)".formatted(PythonLiteral.number(rate), lambda);
    return switch (source.when()) {
      case AFTER_STEP -> "[%s(step) for step in range(%s)]".formatted(value, loop.steps());
      case BEFORE_STEP -> "[%s(step + 1) for step in range(%s)]".formatted(value, loop.steps());
      case AFTER_EPOCH -> byEpoch(value, "");
      case BEFORE_EPOCH -> byEpoch(value, " + 1");
    };
  }

  private String byEpoch(String value, String ahead) {
    return loop.isRegular()
        ? "[%s(step // %s%s) for step in range(%s)]"
            .formatted(value, loop.stepsPerEpoch(), ahead, loop.steps())
        : "[%s(epoch%s) for epoch, steps in enumerate(%s) for _ in range(steps)]"
            .formatted(value, ahead, Python.literal(loop.stepsOfEpoch()));
  }
}
