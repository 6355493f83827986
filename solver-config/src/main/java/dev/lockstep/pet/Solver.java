package dev.lockstep.pet;

import dev.lockstep.config.text.Plain;
import dev.lockstep.core.OptionException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code SOLVER} of a Pet configuration.
 *
 * <p>Files are YAML or JSON. SOLVER stands at the top or under that key; other sections of a
 * configuration are left alone.
 *
 * @param optimizer which optimizer, its groups and clipping
 * @param scheduler how its rates move
 */
public record Solver(OptimizerConfig optimizer, SchedulerConfig scheduler) {
  private static final String OPTIMIZER = "OPTIMIZER";
  private static final String SCHEDULER = "SCHEDULER";
  private static final List<String> SECTIONS = List.of(OPTIMIZER, SCHEDULER);

  /**
   * Reads a file; a name that ends in {@code .json} is read as JSON, any other as YAML.
   *
   * @throws OptionException if a field or its value is wrong
   * @throws IOException if the file cannot be read
   */
  public static Solver read(Path file) throws IOException {
    return ofConfiguration(Plain.read(file));
  }

  /**
   * Reads YAML.
   *
   * @throws OptionException if a field or its value is wrong
   */
  public static Solver fromYaml(String yaml) {
    return ofConfiguration(Plain.fromYaml(yaml));
  }

  /**
   * Reads JSON.
   *
   * @throws OptionException if a field or its value is wrong
   */
  public static Solver fromJson(String json) {
    return ofConfiguration(Plain.fromJson(json));
  }

  private static Solver ofConfiguration(Map<String, @Nullable Object> data) {
    return of(data.containsKey("SOLVER") ? section(data, "SOLVER") : data);
  }

  /**
   * Reads plain data: the fields of SOLVER.
   *
   * @throws OptionException if a field or its value is wrong
   */
  public static Solver of(Map<?, ?> data) {
    for (Object key : data.keySet()) {
      if (!SECTIONS.contains(key)) {
        throw new OptionException("SOLVER has OPTIMIZER and SCHEDULER, got \"%s\"".formatted(key));
      }
    }
    return new Solver(
        OptimizerConfig.read(section(data, OPTIMIZER)),
        SchedulerConfig.read(section(data, SCHEDULER)));
  }

  private static Map<?, ?> section(Map<?, ?> data, String key) {
    Object section = data.get(key);
    if (section == null) {
      return Map.of();
    }
    if (section instanceof Map<?, ?> map) {
      return map;
    }
    throw new OptionException(key + " must be an object, got " + section);
  }

  /** The fields that were given, as plain data. */
  public Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put(OPTIMIZER, optimizer.toMap());
    map.put(SCHEDULER, scheduler.toMap());
    return map;
  }

  /** The fields that were given, under SOLVER, as YAML. */
  public String toYaml() {
    return Plain.toYaml(Map.of("SOLVER", toMap()));
  }

  /** The fields that were given, under SOLVER, as one line of JSON. */
  public String toJson() {
    return Plain.toJson(Map.of("SOLVER", toMap()));
  }
}
