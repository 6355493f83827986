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
import dev.lockstep.torch.optim.Optimizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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

  @Option(names = "--set", paramLabel = "OPTION=VALUE", descriptionKey = "checkpoint.set")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(names = "--steps", paramLabel = "N", descriptionKey = "checkpoint.steps")
  private @Nullable Long steps;

  @Option(names = "--dry-run", descriptionKey = "checkpoint.dry-run")
  private boolean dryRun;

  private static final Collector<CharSequence, ?, String> LISTED = Collectors.joining(", ");

  /** Keys that a message shows. */
  private static final int SHOWN = 12;

  private final KeyReport report = new KeyReport();

  @Override
  public Integer call() throws IOException {
    Format target =
        Format.ofName(out.toString())
            .orElseThrow(() -> new CommandException("checkpoint.ending", out));
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

  /**
   * torch's optimizer and model as MindSpore saves its optimizer: parameters and state together.
   */
  private byte[] mindSporeState(Dict root) {
    Map<String, StoredTensor> tensors = tensors(chosenModel(root));
    ParameterNames names = ParameterNames.ofTorch(tensors, renames);
    Map<String, Value> values = new LinkedHashMap<>();
    Map<String, StoredTensor> renamed = names.toMindSpore(tensors, report);
    names
        .parameters()
        .forEach(
            name -> {
              String key = String.valueOf(names.toMindSpore().get(name));
              StoredTensor tensor = renamed.get(key);
              if (tensor != null) {
                values.put(key, Value.Array.of(tensor));
              }
            });
    OptionalLong made = steps == null ? OptionalLong.empty() : OptionalLong.of(steps);
    OptimizerState state = new OptimizerState(pair(from, to), names, report);
    values.putAll(state.toMindSpore(chosenOptimizer(root), made));
    return new MindSporeFile(values, false).write(true);
  }

  private byte[] torchState(MindSporeFile file) {
    StatePair pair = pair(to, from);
    String first = pair.slots().values().iterator().next() + ".";
    List<String> parameters =
        file.values().keySet().stream()
            .filter(key -> file.values().containsKey(first + key))
            .toList();
    ParameterNames names = ParameterNames.ofMindSpore(parameters, renames);
    Map<String, StoredTensor> saved = new LinkedHashMap<>();
    parameters.forEach(name -> saved.put(name, array(file.values().get(name)).tensor()));
    Map<String, Value> root = new LinkedHashMap<>();
    root.put("model", Format.dict(arrays(names.toTorch(saved, report))));
    OptimizerState state = new OptimizerState(pair, names, report);
    root.put("optimizer", state.toTorch(file, options(file)));
    return TorchFile.write(Format.dict(root), folder());
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

  /** The options of torch's class: its defaults, the rate of the file, and what was set. */
  private Map<String, Value> options(MindSporeFile file) {
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
    if (file.values().get("learning_rate") instanceof Value.Array rate
        && rate.tensor().shape().isEmpty()) {
      options.put("lr", new Value.Real(rate.tensor().first()));
    }
    Map<String, @Nullable Object> asked = new LinkedHashMap<>();
    settings.forEach((key, text) -> asked.put(key, set(options, key, text)));
    asked.keySet().retainAll(api.signature().keys().stream().map(OptionKey::name).toList());
    try {
      Builder.build(Definition.of("torch", to, asked, List.of()), List.of(any));
    } catch (OptionException e) {
      throw new CommandException("checkpoint.refused", to, String.valueOf(e.getMessage()));
    }
    return options;
  }

  private static @Nullable Object set(Map<String, Value> options, String key, String text) {
    if (!options.containsKey(key)) {
      throw new CommandException("checkpoint.option", key, String.join(", ", options.keySet()));
    }
    try {
      Object plain = JSON.readValue(text, Object.class);
      Value value = value(plain);
      if (value instanceof Dict) {
        throw new CommandException("wrong-argument", "--set " + key, text);
      }
      options.put(key, value);
      return plain;
    } catch (JsonProcessingException e) {
      throw new CommandException("wrong-argument", "--set " + key, text);
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

  private static Dict dict(Value value) {
    return Optional.of(value)
        .filter(Dict.class::isInstance)
        .map(Dict.class::cast)
        .orElseThrow(
            () -> new CommandException("checkpoint.no-dict", CheckpointInspect.kind(value)));
  }

  private static Value.Array array(@Nullable Value value) {
    if (value instanceof Value.Array array) {
      return array;
    }
    throw new CommandException("checkpoint.no-dict", "");
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
