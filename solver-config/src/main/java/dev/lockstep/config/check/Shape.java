package dev.lockstep.config.check;

import dev.lockstep.config.ClippingDefinition;
import dev.lockstep.config.LossScaleDefinition;
import dev.lockstep.config.StepDefinition;
import dev.lockstep.config.check.Draft.DraftParameter;
import dev.lockstep.config.check.Draft.DraftScheduler;
import dev.lockstep.core.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads plain data as a draft. A field of the wrong type is reported and left out, so that all
 * other fields are still checked.
 */
final class Shape {
  private static final List<String> FIELDS =
      List.of(
          "framework",
          "version",
          "api",
          "options",
          "parameters",
          "params",
          "groups",
          "schedulers",
          "steps_per_epoch",
          "clipping",
          "loss_scale",
          "accumulation");

  private static final List<String> OF_PARAMETER =
      List.of("name", "shape", "kind", "dtype", "layout");

  private static final List<String> OF_SCHEDULER = List.of("api", "args");

  private static final List<String> OF_CLIPPING = List.of("api", "args", "each");

  /** Limits of gradients. */
  private static final int MOST_LIMITS = 10;

  /** Groups, each of which is compared with all before it. */
  private static final int MOST_GROUPS = 1_000;

  /** Schedulers, for each of which the optimizer is made. */
  private static final int MOST_SCHEDULERS = 50;

  /** Parameters, each of which is compared with the patterns of the groups. */
  private static final int MOST_PARAMETERS = 10_000;

  private final Consumer<Problem> out;

  Shape(Consumer<Problem> out) {
    this.out = out;
  }

  /** The draft; empty if the data is no object at all. */
  Optional<Draft> read(@Nullable Object data) {
    if (!(data instanceof Map<?, ?>)) {
      out.accept(Problem.of(Rule.WRONG_TYPE, "", data, "an object"));
      return Optional.empty();
    }
    Map<String, @Nullable Object> fields = object("", data);
    onlyKnown("", fields, FIELDS);
    if (fields.containsKey("params") && fields.get("params") == null) {
      out.accept(Problem.of(Rule.NO_PARAMETERS, "params", "None", "a list"));
    }
    return Optional.of(
        new Draft(
            text(fields, "", "framework"),
            version(fields),
            text(fields, "", "api"),
            object("options", fields.get("options")),
            parameters(fields.get("parameters")),
            Optional.ofNullable(fields.get("params")),
            groups(fields.get("groups")),
            schedulers(fields.get("schedulers")),
            whole("steps_per_epoch", fields.get("steps_per_epoch")),
            step(fields)));
  }

  private void onlyKnown(String path, Map<String, ?> fields, List<String> known) {
    for (String field : fields.keySet()) {
      if (!known.contains(field)) {
        String at = path.isEmpty() ? field : path + "." + field;
        out.accept(
            Problem.of(
                Rule.UNKNOWN_FIELD, at, field, String.join(", ", known), Nearest.to(field, known)));
      }
    }
  }

  private List<DraftParameter> parameters(@Nullable Object data) {
    List<DraftParameter> parameters = new ArrayList<>();
    List<@Nullable Object> list = few("parameters", data, MOST_PARAMETERS);
    for (int i = 0; i < list.size(); i++) {
      String path = "parameters[" + i + "]";
      Map<String, @Nullable Object> fields = object(path, list.get(i));
      onlyKnown(path, fields, OF_PARAMETER);
      parameters.add(
          new DraftParameter(
              text(fields, path, "name"),
              extents(path + ".shape", fields.get("shape")),
              text(fields, path, "kind"),
              text(fields, path, "dtype"),
              text(fields, path, "layout")));
    }
    return parameters;
  }

  private List<Integer> extents(String path, @Nullable Object data) {
    List<Integer> extents = new ArrayList<>();
    List<@Nullable Object> list = list(path, data);
    for (int i = 0; i < list.size(); i++) {
      extents.add(whole(path + "[" + i + "]", list.get(i)));
    }
    return extents;
  }

  private List<Map<String, @Nullable Object>> groups(@Nullable Object data) {
    List<Map<String, @Nullable Object>> groups = new ArrayList<>();
    List<@Nullable Object> list = few("groups", data, MOST_GROUPS);
    for (int i = 0; i < list.size(); i++) {
      groups.add(object("groups[" + i + "]", list.get(i)));
    }
    return groups;
  }

  private List<DraftScheduler> schedulers(@Nullable Object data) {
    List<DraftScheduler> schedulers = new ArrayList<>();
    List<@Nullable Object> list = few("schedulers", data, MOST_SCHEDULERS);
    for (int i = 0; i < list.size(); i++) {
      String path = "schedulers[" + i + "]";
      Map<String, @Nullable Object> fields = object(path, list.get(i));
      onlyKnown(path, fields, OF_SCHEDULER);
      schedulers.add(
          new DraftScheduler(
              text(fields, path, "api"), object(path + ".args", fields.get("args"))));
    }
    return schedulers;
  }

  private StepDefinition step(Map<String, @Nullable Object> fields) {
    Object passes = fields.get("accumulation");
    int accumulation = passes == null ? 1 : whole("accumulation", passes);
    if (passes instanceof Integer && accumulation < 1) {
      out.accept(Problem.of(Rule.WRONG_TYPE, "accumulation", passes, ">= 1"));
    }
    return new StepDefinition(
        clipping(fields.get("clipping")),
        lossScale(fields.get("loss_scale")),
        Math.max(1, accumulation));
  }

  private List<ClippingDefinition> clipping(@Nullable Object data) {
    List<ClippingDefinition> clipping = new ArrayList<>();
    List<@Nullable Object> list = few("clipping", data, MOST_LIMITS);
    for (int i = 0; i < list.size(); i++) {
      String path = "clipping[" + i + "]";
      Map<String, @Nullable Object> fields = object(path, list.get(i));
      onlyKnown(path, fields, OF_CLIPPING);
      Object each = fields.get("each");
      if (each != null && !(each instanceof Boolean)) {
        out.accept(Problem.of(Rule.WRONG_TYPE, path + ".each", each, "true or false"));
      }
      clipping.add(
          new ClippingDefinition(
              text(fields, path, "api"),
              object(path + ".args", fields.get("args")),
              Boolean.TRUE.equals(each)));
    }
    return clipping;
  }

  private Optional<LossScaleDefinition> lossScale(@Nullable Object data) {
    if (data == null) {
      return Optional.empty();
    }
    Map<String, @Nullable Object> fields = object("loss_scale", data);
    onlyKnown("loss_scale", fields, OF_SCHEDULER);
    return Optional.of(
        new LossScaleDefinition(
            text(fields, "loss_scale", "api"), object("loss_scale.args", fields.get("args"))));
  }

  private Map<String, @Nullable Object> object(String path, @Nullable Object data) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    if (data instanceof Map<?, ?> map) {
      map.forEach((key, value) -> object.put(String.valueOf(key), value));
    } else if (data != null || path.endsWith("]")) {
      out.accept(Problem.of(Rule.WRONG_TYPE, path, data, "an object"));
    }
    return object;
  }

  /** A list that is reported and left out if it is too long. */
  private List<@Nullable Object> few(String path, @Nullable Object data, int most) {
    List<@Nullable Object> list = list(path, data);
    if (list.size() > most) {
      out.accept(Problem.of(Rule.VALUE_LIMIT, path, list.size(), most + " " + path));
      return List.of();
    }
    return list;
  }

  private List<@Nullable Object> list(String path, @Nullable Object data) {
    if (data instanceof List<?> list) {
      return new ArrayList<>(list);
    }
    if (data != null) {
      out.accept(Problem.of(Rule.WRONG_TYPE, path, data, "a list"));
    }
    return List.of();
  }

  /** A version may be written as a number: 2.1. */
  private String version(Map<String, @Nullable Object> fields) {
    Object data = fields.get("version");
    return data instanceof Number ? data.toString() : text(fields, "", "version");
  }

  private String text(Map<String, @Nullable Object> fields, String path, String field) {
    Object data = fields.get(field);
    if (data == null || data instanceof String) {
      return data == null ? "" : (String) data;
    }
    String at = path.isEmpty() ? field : path + "." + field;
    out.accept(Problem.of(Rule.WRONG_TYPE, at, data, "a text"));
    return "";
  }

  private int whole(String path, @Nullable Object data) {
    if (data instanceof Integer number) {
      return number;
    }
    if (data != null) {
      out.accept(Problem.of(Rule.WRONG_TYPE, path, data, "a whole number"));
    }
    return 0;
  }
}
