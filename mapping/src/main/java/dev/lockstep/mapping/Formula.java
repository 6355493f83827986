package dev.lockstep.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The update of one element in each step, or the rate that a step uses, line by line, as a reader
 * would write it down; a test runs it beside the facade.
 *
 * @param api full name of the optimizer or schedule
 * @param lines in order
 */
public record Formula(String api, List<Line> lines) {
  /**
   * One assignment.
   *
   * @param text {@code m = beta1*m + (1 - beta1)*g}
   * @param when what must hold: {@code start}, {@code first step}, {@code later steps}, an option's
   *     name (set and not 0) or {@code not} and its name; none means always
   */
  public record Line(String text, List<String> when) {
    private static final Pattern WRITTEN = Pattern.compile("(.*?)(?:\\s{2,}\\((.*)\\))?");

    /** Reads a line with what must hold in brackets after two blanks. */
    public static Line of(String written) {
      Matcher line = WRITTEN.matcher(written.strip());
      if (!line.matches() || !line.group(1).contains("=")) {
        throw new IllegalArgumentException("no assignment: " + written);
      }
      String when = line.group(2);
      return new Line(line.group(1), when == null ? List.of() : Arrays.asList(when.split(",\\s*")));
    }

    /** The line with what must hold in brackets, if anything. */
    @Override
    public String toString() {
      return when.isEmpty() ? text : "%-60s (%s)".formatted(text, String.join(", ", when));
    }
  }

  /** All formulas by API; read once. */
  public static Map<String, Formula> load() {
    return Loaded.ALL;
  }

  /**
   * What can be shown of an API: beside the formulas that tests run, updates that take norms, means
   * or products of whole tensors. Those explain: what a test runs is the class that a port brings
   * along. Read once.
   */
  public static Map<String, Formula> shown() {
    return Loaded.SHOWN;
  }

  /** Holds what was read, from the first use on. */
  private static final class Loaded {
    static final Map<String, Formula> ALL = Collections.unmodifiableMap(all());
    static final Map<String, Formula> SHOWN = Collections.unmodifiableMap(allShown());
  }

  private static Map<String, Formula> all() {
    Map<String, Formula> all = read("formulas");
    Extra.all().forEach((api, extra) -> all.put(api, read(api, extra.formula())));
    return all;
  }

  private static Map<String, Formula> allShown() {
    Map<String, Formula> all = new LinkedHashMap<>(Loaded.ALL);
    all.putAll(read("formulas-of-tensors"));
    return all;
  }

  private static Map<String, Formula> read(String folder) {
    Map<String, Formula> all = new LinkedHashMap<>();
    for (Resources.Entry entry : Resources.list(folder, ".yaml")) {
      Map<?, ?> file = Resources.yaml(entry, Map.class);
      file.forEach(
          (apis, lines) -> {
            for (String api : ((String) apis).split(",\\s*", -1)) {
              all.put(api, read(api, (List<?>) lines));
            }
          });
    }
    return all;
  }

  /** The formula of an API; empty if none is written down. */
  public static Optional<Formula> of(String api) {
    return Optional.ofNullable(load().get(api));
  }

  private static Formula read(String api, List<?> written) {
    List<Line> lines = new ArrayList<>();
    written.forEach(line -> lines.add(Line.of((String) line)));
    return new Formula(api, List.copyOf(lines));
  }
}
