package dev.lockstep.config.print;

import dev.lockstep.config.ClippingDefinition;
import dev.lockstep.config.Definition;
import dev.lockstep.config.GroupDefinition;
import dev.lockstep.config.LossScaleDefinition;
import dev.lockstep.config.ParameterDefinition;
import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.config.StepDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads back the Python that {@link PythonPrinter} prints; of Python it knows no more than that.
 */
final class PrintedPython {
  /**
   * A call of a dotted name.
   *
   * @param name what is called
   * @param args by position
   * @param keywords by name
   */
  record Call(String name, List<Object> args, Map<String, Object> keywords) {}

  private static final String DECAY =
      "(lambda epoch: (lambda table: table[min(epoch, len(table) - 1)])(";

  private final String text;
  private int at;

  private PrintedPython(String text) {
    this.text = text;
  }

  /** The definition that the module makes. */
  static Definition read(String module) {
    String version = (String) constant(module, "FRAMEWORK_VERSION = ");
    int steps = (Integer) constant(module, "STEPS_PER_EPOCH = ");
    List<ParameterDefinition> parameters = new ArrayList<>();
    for (Object item : (List<?>) constant(module, "PARAMETERS = ")) {
      List<?> fields = (List<?>) item;
      List<Integer> shape = ((List<?>) fields.get(1)).stream().map(i -> (Integer) i).toList();
      parameters.add(
          new ParameterDefinition((String) fields.get(0), shape, (String) fields.get(2)));
    }
    Call call = (Call) constant(module, "    optimizer = ");
    String framework = call.name().substring(0, call.name().indexOf('.'));
    String api = call.name().substring(framework.length() + 1);
    List<GroupDefinition> groups = new ArrayList<>();
    for (Object item : (List<?>) call.args().get(0)) {
      if (item instanceof Map<?, ?> map) {
        groups.add(group(map));
      }
    }
    Map<String, Object> options = new LinkedHashMap<>(call.keywords());
    if (module.contains(DECAY)) {
      options.put("weight_decay", function("table", constant(module, DECAY)));
    }
    return new Definition(
        framework,
        version,
        api,
        options,
        parameters,
        groups,
        schedulers(module),
        steps,
        step(module, framework));
  }

  private static Map<String, Object> function(String name, Object values) {
    Map<String, Object> function = new LinkedHashMap<>();
    function.put("fn", name);
    function.put("values", values);
    return function;
  }

  private static List<SchedulerDefinition> schedulers(String module) {
    List<SchedulerDefinition> schedulers = new ArrayList<>();
    while (module.contains("    scheduler" + schedulers.size() + " = ")) {
      Call call = (Call) constant(module, "    scheduler" + schedulers.size() + " = ");
      String name = call.name().substring(call.name().lastIndexOf('.') + 1);
      schedulers.add(new SchedulerDefinition(name, call.keywords()));
    }
    return schedulers;
  }

  private static StepDefinition step(String module, String framework) {
    List<ClippingDefinition> clipping = new ArrayList<>();
    if (module.contains("def clip(")) {
      boolean each = module.contains(" in parameters:") || module.contains(" for g in gradients");
      String start =
          !framework.equals("torch")
              ? each ? "    gradients = [" : "    gradients = "
              : each ? "for parameter in parameters:" : "def clip(parameters):";
      Call call = (Call) constant(module, start);
      clipping.add(new ClippingDefinition(within(framework, call), call.keywords(), each));
    }
    Optional<LossScaleDefinition> scale = Optional.empty();
    if (module.contains("def make_scaler():")) {
      Call call = (Call) constant(module, "def make_scaler():\n    return ");
      scale = Optional.of(new LossScaleDefinition(within(framework, call), call.keywords()));
    }
    boolean adds = module.contains("ACCUMULATION = ");
    return new StepDefinition(
        clipping, scale, adds ? (Integer) constant(module, "ACCUMULATION = ") : 1);
  }

  private static String within(String framework, Call call) {
    return call.name().substring(framework.length() + 1);
  }

  private static GroupDefinition group(Map<?, ?> map) {
    Map<String, Object> options = new LinkedHashMap<>();
    map.forEach((key, value) -> options.put((String) key, value));
    return new GroupDefinition(
        names(options.remove("params")), names(options.remove("order_params")), options);
  }

  private static List<String> names(@Nullable Object value) {
    return value == null ? List.of() : ((List<?>) value).stream().map(n -> (String) n).toList();
  }

  private static Object constant(String module, String start) {
    PrintedPython reader = new PrintedPython(module);
    reader.at = module.indexOf(start) + start.length();
    return reader.value();
  }

  private Object value() {
    skip();
    char c = text.charAt(at);
    if (c == '[' || c == '(') {
      return list(c == '[' ? ']' : ')');
    }
    if (c == '{') {
      return map();
    }
    if (c == '"') {
      return string();
    }
    return Character.isLetter(c) ? word() : number();
  }

  private void skip() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private boolean ends(char close) {
    skip();
    if (text.charAt(at) == ',') {
      at++;
      skip();
    }
    if (text.charAt(at) == close) {
      at++;
      return true;
    }
    return false;
  }

  private List<Object> list(char close) {
    at++;
    List<Object> list = new ArrayList<>();
    while (!ends(close)) {
      list.add(value());
    }
    return list;
  }

  private Map<String, Object> map() {
    at++;
    Map<String, Object> map = new LinkedHashMap<>();
    while (!ends('}')) {
      String key = (String) value();
      skip();
      at++; // :
      map.put(key, value());
    }
    return map;
  }

  private String string() {
    StringBuilder out = new StringBuilder();
    for (at++; text.charAt(at) != '"'; at++) {
      if (text.charAt(at) != '\\') {
        out.append(text.charAt(at));
      } else if (text.charAt(++at) == 'u') {
        out.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
        at += 4;
      } else {
        out.append(text.charAt(at));
      }
    }
    at++;
    return out.toString();
  }

  private Object number() {
    int start = at;
    while ("+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String number = text.substring(start, at);
    return number.matches("-?\\d+") ? (Object) Integer.valueOf(number) : Double.valueOf(number);
  }

  private Object word() {
    int start = at;
    while (Character.isLetterOrDigit(text.charAt(at)) || "._".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String word = text.substring(start, at);
    return switch (word) {
      case "True" -> true;
      case "False" -> false;
      case "optimizer", "parameter", "gradients", "g" -> word;
      case "parameters" -> text.charAt(at) == '[' ? list(']').get(0) : word;
      default -> call(word);
    };
  }

  /** A call; one of a schedule is what a definition writes for it. */
  private Object call(String name) {
    at++; // (
    List<Object> args = new ArrayList<>();
    Map<String, Object> keywords = new LinkedHashMap<>();
    while (!ends(')')) {
      int equals = keyword();
      if (equals > 0) {
        String key = text.substring(at, equals);
        at = equals + 1;
        keywords.put(key, value());
      } else {
        args.add(value());
      }
    }
    return name.contains(".optim.") || !name.matches(".*(LR|_lr)$")
        ? new Call(name, args, keywords)
        : schedule(name, keywords);
  }

  private static Map<String, Object> schedule(String name, Map<String, Object> args) {
    Map<String, Object> schedule = new LinkedHashMap<>();
    schedule.put("schedule", name.substring(name.indexOf('.') + 1));
    schedule.put("args", args);
    return schedule;
  }

  private int keyword() {
    int end = at;
    while (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_') {
      end++;
    }
    return end > at && text.charAt(end) == '=' ? end : -1;
  }
}
