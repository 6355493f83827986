package dev.lockstep.mapping;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An API of a facade that no release of its framework has: nothing of it can be recorded, so its
 * signature and formula stand beside its card.
 *
 * @param options as a recording has them
 * @param formula its lines
 */
record Extra(
    @JsonProperty(value = "options", required = true) List<RecordedOption> options,
    @JsonProperty(value = "formula", required = true) List<String> formula) {

  /** All of them by full name; read once. */
  static Map<String, Extra> all() {
    return Loaded.ALL;
  }

  /** Holds what was read, from the first use on. */
  private static final class Loaded {
    static final Map<String, Extra> ALL = read();
  }

  private static Map<String, Extra> read() {
    Map<String, Extra> all = new LinkedHashMap<>();
    CardFile.all().forEach(file -> all.putAll(file.extras()));
    return all;
  }
}
