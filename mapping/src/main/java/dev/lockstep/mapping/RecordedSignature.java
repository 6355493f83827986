package dev.lockstep.mapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Names, order, kinds and defaults of a real constructor or function, as recorded.
 *
 * @param api full name
 * @param options all parameters but {@code self}, in order
 */
public record RecordedSignature(String api, List<RecordedOption> options) {
  /** The option of that name; empty if there is none. */
  public Optional<RecordedOption> option(String name) {
    return options.stream().filter(o -> o.name().equals(name)).findFirst();
  }

  /** The options that a user sets: all but the parameters, the optimizer and the like. */
  public List<RecordedOption> settings() {
    return options.stream().filter(o -> !isSubject(o)).toList();
  }

  /** The defaults of the options that have one. */
  public Map<String, @Nullable Object> defaults() {
    Map<String, @Nullable Object> defaults = new LinkedHashMap<>();
    for (RecordedOption option : settings()) {
      if (!option.required()) {
        defaults.put(option.name(), option.defaultValue());
      }
    }
    return defaults;
  }

  /**
   * A call with every option as Python writes it: {@code name(params, lr=0.01, *, foreach=None)}.
   */
  public String call() {
    StringJoiner all = new StringJoiner(", ", api + "(", ")");
    boolean keywordOnly = false;
    for (RecordedOption option : options) {
      if (option.keywordOnly() && !keywordOnly) {
        keywordOnly = true;
        all.add("*");
      }
      all.add(
          option.required()
              ? option.name()
              : option.name() + "=" + PythonLiteral.of(option.defaultValue()));
    }
    return all.toString();
  }

  private static boolean isSubject(RecordedOption option) {
    return option.kind() == RecordedOption.Kind.PARAMS
        || option.kind() == RecordedOption.Kind.OPTIMIZER;
  }
}
