package dev.lockstep.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.checkpoint.CheckpointException;
import dev.lockstep.checkpoint.Format;
import dev.lockstep.checkpoint.MindSporeFile;
import dev.lockstep.checkpoint.SafetensorsFile;
import dev.lockstep.checkpoint.StoredTensor;
import dev.lockstep.checkpoint.TorchFile;
import dev.lockstep.checkpoint.Value;
import dev.lockstep.checkpoint.Value.Dict;
import dev.lockstep.checkpoint.convert.KeyReport;
import dev.lockstep.checkpoint.convert.OptimizerState;
import dev.lockstep.checkpoint.convert.ParameterNames;
import dev.lockstep.checkpoint.convert.StatePair;
import dev.lockstep.checkpoint.state.PlainValue;
import dev.lockstep.config.Api;
import dev.lockstep.config.Builder;
import dev.lockstep.config.Definition;
import dev.lockstep.core.DType;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mapping.PythonCall;
import dev.lockstep.torch.optim.Optimizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/**
 * {@code lockstep checkpoint convert}: a model, or an optimizer's state with its model, for the
 * other framework or format.
 */
@Command(name = "convert", mixinStandardHelpOptions = true)
final class CheckpointConvert implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParentCommand private CheckpointCommand parent = new CheckpointCommand();

  @Parameters(index = "0", paramLabel = "IN", descriptionKey = "checkpoint.in")
  private Path in = Path.of("");

  @Parameters(index = "1", paramLabel = "OUT", descriptionKey = "checkpoint.out")
  private Path out = Path.of("");

  @Option(names = "--from", paramLabel = "API", descriptionKey = "checkpoint.from")
  private String from = "";

  @Option(names = "--to", paramLabel = "API", descriptionKey = "checkpoint.to")
  private String to = "";

  @Option(names = "--model", paramLabel = "KEY", descriptionKey = "checkpoint.model")
  private String model = "";

  @Option(names = "--optimizer", paramLabel = "KEY", descriptionKey = "checkpoint.optimizer")
  private String optimizer = "";

  @Option(names = "--rename", paramLabel = "TORCH=MINDSPORE", descriptionKey = "checkpoint.rename")
  private Map<String, String> renames = new LinkedHashMap<>();

  @Option(names = "--order", paramLabel = "NAME", split = ",", descriptionKey = "checkpoint.order")
  private List<String> order = List.of();

  @Option(names = "--set", paramLabel = "OPTION=VALUE", descriptionKey = "checkpoint.set")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(names = "--steps", paramLabel = "N", descriptionKey = "checkpoint.steps")
  private @Nullable Long steps;

  @Option(names = "--dry-run", descriptionKey = "checkpoint.dry-run")
  private boolean dryRun;

  private static final Collector<CharSequence, ?, String> LISTED = Collectors.joining(", ");

  private static final String DECOUPLED = "decoupled_weight_decay";

  /** Options that not every version of torch saves, or that say how and not what is computed. */
  private static final Set<String> LATER =
      Set.of("foreach", "fused", "capturable", "differentiable", "maximize", DECOUPLED);

  /** How the names of MindSpore's rates begin: one for all groups, or one for each. */
  private static final String RATE = "learning_rate";

  /** Tensors of MindSpore's file that are options of torch. */
  private static final Map<String, String> FROM_FILE = Map.of(RATE, "lr", "momentum", "momentum");

  /** Keys that a message shows. */
  private static final int SHOWN = 12;

  private final KeyReport report = new KeyReport();

  @Override
  public Integer call() throws IOException {
    Format target =
        Format.ofName(out.toString())
            .orElseThrow(() -> new CommandException("checkpoint.ending", out));
    if (steps != null && (steps < 0 || steps > Integer.MAX_VALUE)) {
      throw new CommandException("steps.range", "--steps", 0, Integer.MAX_VALUE, steps);
    }
    byte[] bytes = CheckpointCommand.bytes(in);
    InputFile.spare(List.of(in), out);
    byte[] written;
    try {
      written = convert(bytes, target);
    } catch (CheckpointException e) {
      parent.console().error(in + ": " + e.getMessage());
      return Exit.FINDINGS;
    }
    show(parent.console());
    if (!dryRun) {
      WholeFile.write(out, written);
    }
    return Exit.FINE;
  }

  private byte[] convert(byte[] bytes, Format target) {
    Format source = Format.of(bytes);
    boolean ofMindSpore = source == Format.MINDSPORE;
    if (from.isEmpty() != to.isEmpty()) {
      throw new CommandException("checkpoint.both");
    }
    if (!from.isEmpty()) {
      requireFramework("--from", from, ofMindSpore);
      requireFramework("--to", to, !ofMindSpore);
      if (target != (ofMindSpore ? Format.TORCH : Format.MINDSPORE)) {
        throw new CommandException("checkpoint.state-ending", out, to, ofMindSpore ? "pt" : "ckpt");
      }
    }
    if (!from.isEmpty() && ofMindSpore) {
      return torchState(MindSporeFile.read(bytes));
    }
    Dict root = dict(Format.read(bytes));
    return from.isEmpty()
        ? write(model(root, ofMindSpore, target == Format.MINDSPORE), target)
        : mindSporeState(root);
  }

  private static void requireFramework(String option, String api, boolean mindSpore) {
    String framework = mindSpore ? "mindspore" : "torch";
    if (!api.startsWith(framework + ".")) {
      throw new CommandException("checkpoint.framework", option, api, framework);
    }
  }

  private Map<String, ? extends Value> model(Dict root, boolean ofMindSpore, boolean forMindSpore) {
    Map<String, StoredTensor> tensors = tensors(chosenModel(root));
    if (ofMindSpore == forMindSpore) {
      tensors.keySet().forEach(name -> report.carried(name, name));
      return arrays(tensors);
    }
    return arrays(
        ofMindSpore
            ? ParameterNames.ofMindSpore(tensors.keySet(), renames).toTorch(tensors, report)
            : ParameterNames.ofTorch(tensors, renames).toMindSpore(tensors, report));
  }

  private byte[] write(Map<String, ? extends Value> values, Format target) {
    return switch (target) {
      case TORCH -> TorchFile.write(Format.dict(values), folder());
      case MINDSPORE -> new MindSporeFile(Map.copyOf(values), false).write(true);
      case SAFETENSORS -> new SafetensorsFile(tensors(Format.dict(values)), Map.of()).write();
    };
  }

  private String folder() {
    String name = String.valueOf(out.getFileName());
    return name.substring(0, name.lastIndexOf('.'));
  }

  /** torch's optimizer and model as MindSpore saves both: tensors and state together. */
  private byte[] mindSporeState(Dict root) {
    Map<String, StoredTensor> tensors = tensors(chosenModel(root));
    ParameterNames names = ordered(ParameterNames.ofTorch(tensors, renames));
    Dict saved = chosenOptimizer(root);
    for (Value group : items(saved.get("param_groups"))) {
      requireClass(dict(group));
    }
    Map<String, Value> values = new LinkedHashMap<>(arrays(names.toMindSpore(tensors, report)));
    OptionalLong made = steps == null ? OptionalLong.empty() : OptionalLong.of(steps);
    OptimizerState state = new OptimizerState(pair(from, to), names, report);
    values.putAll(state.toMindSpore(saved, made));
    reportLeft(root, saved);
    return new MindSporeFile(values, false).write(true);
  }

  private ParameterNames ordered(ParameterNames names) {
    return order.isEmpty() ? names : names.inOrder(order);
  }

  /** A group whose keys or decay are another class's. */
  private void requireClass(Dict group) {
    Set<String> own = numbers(from);
    Set<String> others =
        StatePair.all().stream()
            .flatMap(pair -> numbers(pair.torch()).stream())
            .collect(Collectors.toSet());
    Set<String> keys =
        group.entries().keySet().stream().map(CheckpointInspect::shown).collect(Collectors.toSet());
    String missing = own.stream().filter(key -> !keys.contains(key)).collect(LISTED);
    String foreign =
        keys.stream().filter(key -> others.contains(key) && !own.contains(key)).collect(LISTED);
    if (!missing.isEmpty() || !foreign.isEmpty()) {
      throw new CommandException("checkpoint.other-class", from, missing, foreign);
    }
    boolean decoupled = group.has(DECOUPLED) && group.get(DECOUPLED).equals(new Value.Flag(true));
    if (from.equals("torch.optim.Adam") && decoupled) {
      throw new CommandException("checkpoint.decoupled", from);
    }
  }

  /** The options of a class by which its arithmetic is known; what every version of torch saves. */
  private static Set<String> numbers(String torch) {
    return Api.get("torch", torch).signature().keys().stream()
        .map(OptionKey::name)
        .filter(key -> !LATER.contains(key))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** What of torch's file is in neither the model nor the state. */
  private void reportLeft(Dict root, Dict saved) {
    for (Value group : items(saved.get("param_groups"))) {
      String rate = CheckpointInspect.shown(dict(group).get("lr"));
      report.leftOut(
          "param_groups: lr", rate + "; MindSpore's optimizer has the rate of its script");
    }
    root.entries()
        .forEach(
            (key, value) -> {
              String name = CheckpointInspect.shown(key);
              boolean isModel = isModel(root) || name.equals(first(model)) || isModelItself(value);
              boolean isState = isOptimizer(root) || name.equals(first(optimizer));
              if (!isModel && !isState && !value.equals(saved)) {
                report.leftOut(name, "neither the model nor the optimizer's state");
              }
            });
  }

  private boolean isModelItself(Value value) {
    return model.isEmpty() && value instanceof Dict dict && isModel(dict);
  }

  private static String first(String path) {
    return path.split("\\.", -1)[0];
  }

  private byte[] torchState(MindSporeFile file) {
    StatePair pair = pair(to, from);
    Map<String, StoredTensor> saved = model(file, pair);
    ParameterNames names = ordered(ParameterNames.ofMindSpore(saved.keySet(), renames));
    if (order.isEmpty()) {
      Map<String, String> own = names.toMindSpore();
      names =
          names.inOrder(
              own.keySet().stream()
                  .filter(name -> file.values().containsKey(slot(pair) + own.get(name)))
                  .toList());
    }
    Map<String, Value> root = new LinkedHashMap<>();
    root.put("model", Format.dict(arrays(names.toTorch(saved, report))));
    Set<String> known = new LinkedHashSet<>(settings.keySet());
    Map<String, Value> options = options(file, known);
    root.put("optimizer", new OptimizerState(pair, names, report).toTorch(file, options, known));
    return TorchFile.write(Format.dict(root), folder());
  }

  /** What each parameter's first slot is called before the parameter's name. */
  private static String slot(StatePair pair) {
    return pair.slots().values().iterator().next() + ".";
  }

  /** The tensors of a file that are no state of the optimizer; with those that it did not get. */
  private Map<String, StoredTensor> model(MindSporeFile file, StatePair pair) {
    Set<String> keys = file.values().keySet();
    Set<String> stepped =
        keys.stream().filter(key -> keys.contains(slot(pair) + key)).collect(Collectors.toSet());
    if (stepped.isEmpty()) {
      String some = keys.stream().limit(SHOWN).collect(LISTED);
      throw new CommandException("checkpoint.no-state", in, from, slot(pair), some);
    }
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    file.values()
        .forEach(
            (key, value) -> {
              int dot = key.indexOf('.');
              boolean isState = !stepped.contains(key) && stepped.contains(key.substring(dot + 1));
              boolean isOther = isState && !states(pair).contains(key.substring(0, dot));
              if (isOther || (isCounter(key) && !key.equals(pair.counter()))) {
                throw new CommandException("checkpoint.foreign-state", in, key, from);
              }
              if (!isState
                  && (stepped.contains(key) || dot > 0)
                  && value instanceof Value.Array a) {
                tensors.put(key, a.tensor());
              } else if (!isState && !isRead(key, pair)) {
                report.leftOut(key, "neither the model's nor the state's");
              }
            });
    return tensors;
  }

  private static Set<String> states(StatePair pair) {
    Set<String> states = new LinkedHashSet<>(pair.slots().values());
    states.addAll(pair.constant().keySet());
    return states;
  }

  private static boolean isCounter(String key) {
    return StatePair.all().stream().anyMatch(pair -> pair.counter().equals(key));
  }

  private static boolean isRead(String key, StatePair pair) {
    return key.equals(pair.counter()) || pair.powers().contains(key) || FROM_FILE.containsKey(key);
  }

  private static StatePair pair(String torch, String mindSpore) {
    return StatePair.of(torch, mindSpore)
        .orElseThrow(
            () -> new CommandException("checkpoint.pair", torch, mindSpore, counterparts(torch)));
  }

  /** What a class of torch can be converted to; for an unknown one, the classes that are known. */
  private static String counterparts(String torch) {
    List<String> known =
        StatePair.all().stream()
            .filter(pair -> pair.torch().equals(torch))
            .map(StatePair::mindspore)
            .toList();
    return known.isEmpty()
        ? StatePair.all().stream().map(StatePair::torch).distinct().collect(LISTED)
        : known.stream().collect(LISTED);
  }

  /**
   * The options of torch's class: its defaults, what the file says, and what was set.
   *
   * @param known gets the options that the file says
   */
  private Map<String, Value> options(MindSporeFile file, Set<String> known) {
    Map<String, Value> options = new LinkedHashMap<>();
    Api api = Api.get("torch", to);
    api.signature().keys().forEach(key -> options.put(key.name(), new Value.None()));
    Parameter any = new Parameter("any", Tensor.zeros(DType.F32));
    ((Optimizer) api.make(new Object[] {List.of(any)}))
        .stateDict()
        .paramGroups()
        .get(0)
        .forEach((key, plain) -> options.put(key, value(plain)));
    options.remove("params");
    FROM_FILE.forEach(
        (key, option) -> {
          if (options.containsKey(option)
              && file.values().get(key) instanceof Value.Array number
              && number.tensor().shape().isEmpty()) {
            options.put(option, new Value.Real(number.tensor().first()));
            known.add(option);
          }
        });
    Map<String, @Nullable Object> asked = new LinkedHashMap<>();
    settings.forEach((key, text) -> asked.put(key, set(options, key, text)));
    requireRate(file, known);
    report(options, known);
    asked.keySet().retainAll(api.signature().keys().stream().map(OptionKey::name).toList());
    try {
      Builder.build(Definition.of("torch", to, asked, List.of()), List.of(any));
    } catch (OptionException e) {
      throw new CommandException("checkpoint.refused", to, String.valueOf(e.getMessage()));
    }
    return options;
  }

  /** torch takes the rate of the state that it loads: a default would be trained with. */
  private void requireRate(MindSporeFile file, Set<String> known) {
    String rates =
        file.values().keySet().stream().filter(key -> key.startsWith(RATE)).collect(LISTED);
    if (!settings.containsKey("lr") && (!known.contains("lr") || rates.contains(","))) {
      throw new CommandException("checkpoint.no-rate", in, rates.isEmpty() ? "-" : rates);
    }
  }

  /** What torch's group will say, and from where. */
  private void report(Map<String, Value> options, Set<String> known) {
    options.forEach(
        (key, value) -> {
          String said =
              value instanceof Value.Sequence list
                  ? list.items().stream().map(CheckpointInspect::shown).collect(LISTED)
                  : CheckpointInspect.shown(value);
          if (!(value instanceof Value.None) && !LATER.contains(key)) {
            String source =
                settings.containsKey(key)
                    ? "as --set says"
                    : known.contains(key) ? "as the file says" : "torch's default; else give --set";
            report.made("param_groups: " + key, said + ": " + source);
          }
        });
  }

  private static @Nullable Object set(Map<String, Value> options, String key, String text) {
    if (!options.containsKey(key)) {
      throw new CommandException("checkpoint.option", key, String.join(", ", options.keySet()));
    }
    Object plain = plain(key, text);
    Value value = value(plain);
    if (value instanceof Dict) {
      throw new CommandException("checkpoint.value", key, text);
    }
    options.put(key, value);
    return plain;
  }

  /** A value as JSON or Python writes it. */
  private static @Nullable Object plain(String key, String text) {
    try {
      return JSON.readValue(text, Object.class);
    } catch (JsonProcessingException notJson) {
      try {
        PythonCall call = PythonCall.of("set(value=" + text + ")");
        if (call.options().size() == 1) {
          return call.options().get("value");
        }
      } catch (IllegalArgumentException e) {
        // neither: said below
      }
      throw new CommandException("checkpoint.value", key, text);
    }
  }

  /** The value of an option; pairs of numbers are tuples in torch. */
  private static Value value(@Nullable Object plain) {
    Value value = PlainValue.of(plain);
    return value instanceof Value.Sequence list
        ? new Value.Sequence(Value.Order.TUPLE, list.items())
        : value;
  }

  private Dict chosenModel(Dict root) {
    if (!model.isEmpty()) {
      return at(root, model);
    }
    if (isModel(root)) {
      return root;
    }
    return only(root, "model", CheckpointConvert::isModel);
  }

  private Dict chosenOptimizer(Dict root) {
    if (!optimizer.isEmpty()) {
      return at(root, optimizer);
    }
    if (isOptimizer(root)) {
      return root;
    }
    return only(root, "optimizer", CheckpointConvert::isOptimizer);
  }

  private static boolean isModel(Dict dict) {
    return !dict.entries().isEmpty()
        && dict.entries().values().stream().allMatch(Value.Array.class::isInstance);
  }

  private static boolean isOptimizer(Dict dict) {
    return dict.has("state") && dict.has("param_groups");
  }

  private interface Kind {
    boolean matches(Dict dict);
  }

  private static Dict only(Dict root, String option, Kind kind) {
    List<Dict> found =
        root.entries().values().stream()
            .filter(Dict.class::isInstance)
            .map(Dict.class::cast)
            .filter(kind::matches)
            .toList();
    if (found.size() != 1) {
      String keys =
          root.entries().keySet().stream()
              .limit(SHOWN)
              .map(CheckpointInspect::shown)
              .collect(LISTED);
      String problem = found.isEmpty() ? "checkpoint.no-" + option : "checkpoint.choose";
      throw new CommandException(problem, "--" + option, found.size(), keys);
    }
    return found.get(0);
  }

  private static Dict at(Dict root, String path) {
    Dict dict = root;
    for (String key : path.split("\\.", -1)) {
      dict = dict(dict.get(key));
    }
    return dict;
  }

  private static List<Value> items(Value value) {
    if (value instanceof Value.Sequence sequence) {
      return sequence.items();
    }
    throw new CommandException("checkpoint.no-dict", CheckpointInspect.kind(value));
  }

  private static Dict dict(Value value) {
    return Optional.of(value)
        .filter(Dict.class::isInstance)
        .map(Dict.class::cast)
        .orElseThrow(
            () -> new CommandException("checkpoint.no-dict", CheckpointInspect.kind(value)));
  }

  /** The tensors of a dictionary; what is none is no part of a model. */
  private Map<String, StoredTensor> tensors(Dict dict) {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    dict.entries()
        .forEach(
            (key, value) -> {
              if (key instanceof Value.Text name && value instanceof Value.Array array) {
                tensors.put(name.value(), array.tensor());
              }
            });
    return tensors;
  }

  private static Map<String, Value> arrays(Map<String, StoredTensor> tensors) {
    Map<String, Value> arrays = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> arrays.put(name, Value.Array.of(tensor)));
    return arrays;
  }

  private void show(Console console) {
    TextTable table =
        new TextTable(
            4,
            console
                .messages()
                .list("checkpoint.fate", "checkpoint.was", "checkpoint.is", "checkpoint.note"));
    for (KeyReport.Line line : report.lines()) {
      String fate = console.messages().text("checkpoint.fate." + line.fate());
      table.add(List.of(fate, line.from(), line.to(), line.note()));
    }
    table.lines().forEach(line -> console.print(line.replace("@|", "@ |")));
    console.say(dryRun ? "checkpoint.dry" : "checkpoint.written", out);
  }
}
