package dev.lockstep.mapping;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Scripts that show a difference which is no matter of one parameter's numbers, one a framework:
 * run there by {@code ./lockstep-dev witnesses} and kept with what they printed.
 *
 * @param difference the difference's id
 * @param sides what was run, by framework
 */
public record ShownWitness(String difference, Map<String, Side> sides) {
  /**
   * A script that was run.
   *
   * @param version of the framework
   * @param script the lines after the imports
   * @param prints what it printed
   */
  public record Side(
      @JsonProperty(value = "version", required = true) String version,
      @JsonProperty(value = "script", required = true) String script,
      @JsonProperty(value = "prints", required = true) String prints) {}

  /** Copies the sides. */
  public ShownWitness {
    sides = Collections.unmodifiableMap(new LinkedHashMap<>(sides));
  }

  /** All of them, by difference; read once. */
  public static Map<String, ShownWitness> load() {
    return Loaded.ALL;
  }

  /** The one of a difference; empty if there is none. */
  public static Optional<ShownWitness> of(Difference difference) {
    return Optional.ofNullable(load().get(difference.id()));
  }

  /** The scripts as they are written, to be run: by difference, by framework. */
  public static Map<String, Map<String, String>> scripts() {
    Map<String, Map<String, String>> all = new LinkedHashMap<>();
    for (Resources.Entry entry : Resources.list("shown", ".yaml")) {
      all.putAll(Resources.yaml(entry, Scripts.class));
    }
    return all;
  }

  /** Holds what was read, from the first use on. */
  private static final class Loaded {
    static final Map<String, ShownWitness> ALL = Collections.unmodifiableMap(read());
  }

  private static Map<String, ShownWitness> read() {
    Map<String, ShownWitness> all = new LinkedHashMap<>();
    for (Resources.Entry entry : Resources.list("shown", ".json")) {
      Resources.json(entry, Recorded.class)
          .forEach((id, sides) -> all.put(id, new ShownWitness(id, sides)));
    }
    return all;
  }

  /** What the recorder writes. */
  private static final class Recorded extends LinkedHashMap<String, Map<String, Side>> {
    private static final long serialVersionUID = 1;
  }

  /** What the recorder runs. */
  private static final class Scripts extends LinkedHashMap<String, Map<String, String>> {
    private static final long serialVersionUID = 1;
  }
}
