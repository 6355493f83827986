package dev.lockstep.config.check;

import dev.lockstep.config.Builder;
import dev.lockstep.config.TensorValue;
import dev.lockstep.core.OptionException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Values that a facade cannot be asked about as they are: tensors, booleans as rates, NaN. */
final class ValueRules {
  private final Draft draft;
  private final String path;
  private final Consumer<Problem> out;
  private final WholeNumbers wholeNumbers = WholeNumbers.load();

  /** Rules about options that stand at {@code path}, which ends in a dot. */
  ValueRules(Draft draft, String path, Consumer<Problem> out) {
    this.draft = draft;
    this.path = path;
    this.out = out;
  }

  /** The values in the form that the facade reads, without those that were reported as errors. */
  Map<String, @Nullable Object> normal(Map<String, @Nullable Object> given) {
    Map<String, @Nullable Object> normal = new LinkedHashMap<>();
    given.forEach(
        (name, value) -> {
          if (isFine(name, value, given)) {
            normal.put(name, plain(name, value));
          }
        });
    return normal;
  }

  private boolean isFine(String name, @Nullable Object value, Map<String, @Nullable Object> given) {
    if (isMovingDecay(name, value)) {
      return function(name, value);
    }
    if (draft.framework().equals("torch")) {
      return name.equals("betas") ? betas(value, given) : torchTensor(name, value, given);
    }
    if (TensorValue.is(value) && isRate(name)) {
      int most = draft.isNn() ? 1 : 0;
      return TensorValue.rank(value) <= most
          || refuse(name, value, "a tensor of at most " + most + " dimensions");
    }
    if (TensorValue.is(value)) {
      return refuse(name, value, "a number");
    }
    return !wholeNumbers.refused(draft.fullName(), name, value)
        || refuse(name, value, value + ".0");
  }

  /** A weight decay that the loop sets before each step. */
  private boolean isMovingDecay(String name, @Nullable Object value) {
    return name.equals("weight_decay") && !draft.isNn() && Builder.isFunction(value);
  }

  private boolean function(String name, @Nullable Object value) {
    try {
      return Double.isFinite(Builder.function(value).applyAsDouble(0))
          || refuse(name, value, "a finite number");
    } catch (OptionException | ArithmeticException e) {
      return refuse(name, value, String.valueOf(e.getMessage()));
    }
  }

  private boolean torchTensor(
      String name, @Nullable Object value, Map<String, @Nullable Object> given) {
    if (!TensorValue.is(value)) {
      return true;
    }
    if (!TensorValue.isSingle(value)) {
      return refuse(name, value, "a number or a tensor of one element");
    }
    if (!TensorValue.isReal(value)) {
      return refuse(name, value, "a tensor of float32 or float64");
    }
    return !isManyTensor(given) || conflict(name, value);
  }

  private boolean betas(@Nullable Object value, Map<String, @Nullable Object> given) {
    if (!(value instanceof List<?> pair)) {
      return true;
    }
    if (!pair.stream().allMatch(TensorValue::isReal)) {
      return refuse("betas", value, "tensors of float32 or float64");
    }
    long tensors = pair.stream().filter(TensorValue::is).count();
    if (tensors > 0 && tensors < pair.size()) {
      return refuse("betas", value, "both floats or both tensors");
    }
    boolean whole = pair.stream().anyMatch(beta -> beta instanceof Integer);
    if (whole && !pair.stream().allMatch(beta -> beta instanceof Integer || TensorValue.is(beta))) {
      return refuse("betas", value, "both floats or both tensors");
    }
    return tensors == 0 || !isManyTensor(given) || conflict("betas", value);
  }

  private static boolean isManyTensor(Map<String, @Nullable Object> given) {
    return Boolean.TRUE.equals(given.get("foreach"))
        && !Boolean.TRUE.equals(given.get("capturable"));
  }

  private boolean refuse(String name, @Nullable Object value, String allowed) {
    out.accept(Problem.of(Rule.OPTION_REFUSED, path + name, value, allowed));
    return false;
  }

  private boolean conflict(String name, @Nullable Object value) {
    out.accept(
        Problem.of(
            Rule.OPTIONS_CONFLICT,
            path + name,
            value,
            "a number with foreach=True and capturable=False"));
    return false;
  }

  private @Nullable Object plain(String name, @Nullable Object value) {
    if (isMovingDecay(name, value)) {
      return Builder.function(value).applyAsDouble(0);
    }
    if (value instanceof Boolean rate && draft.isNn() && isRate(name)) {
      out.accept(Problem.of(Rule.RATE_IS_BOOLEAN, path + name, value, rate ? "1.0" : "0.0"));
      return rate ? 1.0 : 0.0;
    }
    if (value instanceof Double number && !Double.isFinite(number) && !draft.isNn()) {
      out.accept(Problem.of(Rule.NOT_FINITE, path + name, value, "a finite number"));
    }
    if (value instanceof List<?> rates && rates.isEmpty() && draft.isNn() && isRate(name)) {
      out.accept(Problem.of(Rule.EMPTY_RATES, path + name, value, "one rate a step"));
      return List.of(0.5);
    }
    return value instanceof List<?> list
        ? list.stream().map(TensorValue::plain).toList()
        : TensorValue.plain(value);
  }

  private static boolean isRate(String name) {
    return name.equals("lr") || name.equals("learning_rate");
  }
}
