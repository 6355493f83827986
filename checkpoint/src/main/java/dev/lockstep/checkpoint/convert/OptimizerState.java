package dev.lockstep.checkpoint.convert;

import dev.lockstep.checkpoint.CheckpointException;
import dev.lockstep.checkpoint.ElementType;
import dev.lockstep.checkpoint.MindSporeFile;
import dev.lockstep.checkpoint.Rule;
import dev.lockstep.checkpoint.StoredTensor;
import dev.lockstep.checkpoint.Value;
import dev.lockstep.checkpoint.Value.Array;
import dev.lockstep.checkpoint.Value.Dict;
import dev.lockstep.checkpoint.Value.Mapping;
import dev.lockstep.checkpoint.Value.Order;
import dev.lockstep.checkpoint.Value.Real;
import dev.lockstep.checkpoint.Value.Sequence;
import dev.lockstep.checkpoint.Value.Whole;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The state of an optimizer from torch's {@code state_dict()} to the tensors of MindSpore's {@code
 * save_checkpoint}, and back.
 *
 * <p>Slots are carried bit for bit. torch counts steps in each parameter, MindSpore once: torch's
 * counts must agree. MindSpore's {@code beta1_power} is 1 multiplied {@code step} times by {@code
 * (float) beta1} in float32.
 */
public final class OptimizerState {
  private static final String STEP = "step";

  private final StatePair pair;
  private final ParameterNames model;
  private final Map<String, String> names;
  private final KeyReport report;

  /**
   * A conversion.
   *
   * @param names the model's names; the parameters in the order the optimizer got them, unless
   *     torch's state says it by {@code param_names}
   * @param report gets a line for each key
   */
  public OptimizerState(StatePair pair, ParameterNames names, KeyReport report) {
    this.pair = pair;
    this.model = names;
    this.names = names.toMindSpore();
    this.report = report;
  }

  /**
   * torch's state as MindSpore's tensors, in the order in which MindSpore saves them.
   *
   * @param state {@code optimizer.state_dict()}
   * @param given how many steps were made, for the classes of torch that do not count them (SGD);
   *     for the others it must agree
   * @throws CheckpointException not-expressible with the reason; torch-layout
   */
  public Map<String, Value> toMindSpore(Dict state, OptionalLong given) {
    Map<String, Dict> perParameter = perParameter(state);
    Map<String, Value> written = new LinkedHashMap<>();
    if (!pair.counter().isEmpty()) {
      putCounters(written, steps(perParameter, given), state);
    }
    pair.slots().forEach((key, prefix) -> putSlot(written, key, prefix, perParameter));
    pair.constant()
        .forEach(
            (prefix, number) ->
                perParameter.forEach((name, own) -> putFilled(written, prefix, name, own, number)));
    checkNothingIsLost(perParameter);
    return written;
  }

  /** The states of the parameters, by torch's names. */
  private Map<String, Dict> perParameter(Dict state) {
    List<Value> order = new ArrayList<>();
    List<Value> groups = sequence(state.get("param_groups"));
    groups.forEach(group -> order.addAll(sequence(dict(group).get("params"))));
    List<String> parameters = parameters(groups);
    if (order.size() != parameters.size()) {
      throw new CheckpointException(
          Rule.TORCH_LAYOUT,
          "the optimizer has %s parameters, the model %s: %s; name those of the optimizer with --order"
              .formatted(order.size(), parameters.size(), parameters));
    }
    Map<Value, Value> states = dict(state.get("state")).entries();
    Map<String, Dict> byName = new LinkedHashMap<>();
    for (int i = 0; i < order.size(); i++) {
      Value own = states.get(order.get(i));
      if (own != null) {
        byName.put(parameters.get(i), shaped(parameters.get(i), dict(own)));
      }
    }
    if (byName.size() != parameters.size() && !byName.isEmpty()) {
      throw notExpressible(
          "%s have no state, for they got no gradient yet; MindSpore has none without state"
              .formatted(parameters.stream().filter(name -> !byName.containsKey(name)).toList()));
    }
    if (byName.isEmpty() && !pair.counter().isEmpty() && torchCounts()) {
      throw notExpressible("no step was made yet: there is no state, convert the model alone");
    }
    return byName;
  }

  /** The parameters in the optimizer's order: by its own names, else as the model has them. */
  private List<String> parameters(List<Value> groups) {
    if (model.isOrdered()) {
      return model.parameters();
    }
    List<String> named = new ArrayList<>();
    for (Value group : groups) {
      if (dict(group).has("param_names")) {
        sequence(dict(group).get("param_names")).forEach(name -> named.add(text(name)));
      }
    }
    if (named.isEmpty() && groups.size() > 1) {
      throw new CheckpointException(
          Rule.TORCH_LAYOUT,
          "the optimizer has %s groups and no names: the order of its parameters is not known; give it with --order, such as *.weight,*.bias"
              .formatted(groups.size()));
    }
    if (!names.keySet().containsAll(named)) {
      throw new CheckpointException(
          Rule.TORCH_LAYOUT,
          "the optimizer names the parameters %s, the model has %s; give the model's names in the optimizer's order with --order"
              .formatted(named, names.keySet()));
    }
    return named.isEmpty() ? model.parameters() : named;
  }

  /** A state whose tensors have the shape of their parameter. */
  private Dict shaped(String name, Dict own) {
    for (String key : pair.slots().keySet()) {
      if (own.has(key) && own.get(key) instanceof Array array) {
        List<Long> shape = array.tensor().shape();
        if (!model.shape(name).map(shape::equals).orElse(true)) {
          throw new CheckpointException(
              Rule.TORCH_LAYOUT,
              "%s has the shape %s, '%s' of the model %s: the optimizer got its parameters in another order, give it with --order"
                  .formatted(key, shape, name, model.shape(name).orElseThrow()));
        }
      }
    }
    return own;
  }

  /** torch's SGD alone counts no steps. */
  private boolean torchCounts() {
    return !pair.torch().equals("torch.optim.SGD");
  }

  private long steps(Map<String, Dict> states, OptionalLong given) {
    List<Double> counts =
        states.values().stream()
            .filter(own -> own.has(STEP))
            .map(own -> number(own.get(STEP)))
            .distinct()
            .toList();
    if (counts.size() > 1) {
      throw notExpressible(
          "the parameters were stepped %s times; MindSpore has one counter".formatted(counts));
    }
    if (counts.isEmpty()) {
      return given.orElseThrow(
          () ->
              notExpressible(
                  "%s counts no steps, %s does: say how many were made with --steps"
                      .formatted(pair.torch(), pair.mindspore())));
    }
    double count = counts.get(0);
    if (!(count >= 0 && count <= Integer.MAX_VALUE && count == Math.rint(count))) {
      throw notExpressible("a parameter was stepped %s times".formatted(count));
    }
    if (given.isPresent() && given.getAsLong() != (long) count) {
      throw notExpressible(
          "%s steps are said to be made, the file counts %s"
              .formatted(given.getAsLong(), (long) count));
    }
    return (long) count;
  }

  private void putCounters(Map<String, Value> written, long steps, Dict state) {
    StoredTensor count =
        StoredTensor.scalar((double) steps, ElementType.I32).reshaped(pair.counterShape());
    written.put(pair.counter(), Array.of(count));
    report.made(pair.counter(), "torch's step, " + steps);
    for (int i = 0; i < pair.powers().size(); i++) {
      double beta = beta(state, i);
      StoredTensor power =
          StoredTensor.scalar(power(beta, steps), ElementType.F32).reshaped(pair.powersShape());
      written.put(pair.powers().get(i), Array.of(power));
      report.made(pair.powers().get(i), "%s to the power of %s".formatted(beta, steps));
    }
  }

  private static double beta(Dict state, int index) {
    List<Double> betas = new ArrayList<>();
    for (Value group : sequence(state.get("param_groups"))) {
      betas.add(number(sequence(dict(group).get("betas")).get(index)));
    }
    if (betas.stream().distinct().count() != 1) {
      throw notExpressible("the groups have the betas %s; MindSpore has one".formatted(betas));
    }
    return betas.get(0);
  }

  private static float power(double beta, long steps) {
    float power = 1;
    for (long i = 0; i < steps; i++) {
      power *= (float) beta;
    }
    return power;
  }

  private void putSlot(
      Map<String, Value> written, String key, String prefix, Map<String, Dict> states) {
    boolean kept = states.values().stream().anyMatch(own -> own.has(key));
    states.forEach(
        (name, own) -> {
          if (own.has(key)) {
            String to = prefix + "." + names.get(name);
            written.put(to, f32(own.get(key), name, key));
            report.carried(name + ": " + key, to);
          } else if (kept) {
            throw notExpressible("'%s' has no %s, others have".formatted(name, key));
          } else if (pair.absent().containsKey(prefix)) {
            putFilled(written, prefix, name, own, pair.absent().get(prefix));
          }
        });
  }

  private static Array f32(Value value, String name, String key) {
    if (value instanceof Array array && array.tensor().type() == ElementType.F32) {
      return Array.of(array.tensor());
    }
    throw notExpressible("%s of '%s' is no float32 tensor".formatted(key, name));
  }

  private void putFilled(
      Map<String, Value> written, String prefix, String name, Dict own, double number) {
    List<Long> shape =
        own.entries().values().stream()
            .filter(Array.class::isInstance)
            .map(value -> ((Array) value).tensor())
            .filter(tensor -> !tensor.shape().isEmpty())
            .map(StoredTensor::shape)
            .findFirst()
            .orElseThrow(() -> notExpressible("'%s' has no state yet".formatted(name)));
    String to = prefix + "." + names.get(name);
    written.put(to, Array.of(filled(shape, number)));
    report.made(to, number + " throughout, as MindSpore holds it");
  }

  private static StoredTensor filled(List<Long> shape, double number) {
    StoredTensor one = StoredTensor.scalar(number, ElementType.F32);
    byte[] bytes = new byte[(int) StoredTensor.elements(shape) * Float.BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = one.bytes().get(i % Float.BYTES);
    }
    return StoredTensor.of(ElementType.F32, shape, bytes);
  }

  private void checkNothingIsLost(Map<String, Dict> states) {
    states.forEach(
        (name, own) ->
            own.entries()
                .forEach(
                    (key, value) -> {
                      String text = text(key);
                      Optional<String> reason = Optional.ofNullable(pair.refused().get(text));
                      reason.ifPresent(
                          why -> {
                            throw notExpressible("%s of '%s': %s".formatted(text, name, why));
                          });
                      boolean known = pair.slots().containsKey(text) || text.equals(STEP);
                      if (!known && !(value instanceof Value.None)) {
                        throw notExpressible(
                            "%s has no counterpart of %s".formatted(pair.mindspore(), text));
                      }
                    }));
  }

  /**
   * MindSpore's tensors as torch's {@code state_dict()}, with one group.
   *
   * @param options the group's options, as torch's class takes them ({@code lr}, {@code betas},
   *     ...)
   * @param known the options among them that the run is known to have had; a tensor that torch
   *     keeps under an unknown one must be zero
   * @throws CheckpointException not-expressible with the reason
   */
  public Dict toTorch(MindSporeFile file, Map<String, Value> options, Set<String> known) {
    List<String> parameters = model.parameters();
    refuseUnder(options);
    Map<Value, Value> states = dict();
    double steps = pair.counter().isEmpty() ? 0 : number(tensor(file, pair.counter()));
    checkPowers(file, steps, options);
    for (int i = 0; i < parameters.size(); i++) {
      states.put(Whole.of(i), state(file, parameters.get(i), steps, options, known));
    }
    Map<Value, Value> group = dict();
    options.forEach((key, value) -> group.put(new Value.Text(key), value));
    List<Value> indices = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      indices.add(Whole.of(i));
    }
    group.put(new Value.Text("params"), new Sequence(Order.LIST, indices));
    Map<Value, Value> state = dict();
    state.put(new Value.Text("state"), new Dict(Mapping.DICT, states, Map.of()));
    Value groups = new Sequence(Order.LIST, List.of(new Dict(Mapping.DICT, group, Map.of())));
    state.put(new Value.Text("param_groups"), groups);
    return new Dict(Mapping.DICT, state, Map.of());
  }

  /** State that has no counterpart must not be one that the options ask for. */
  private void refuseUnder(Map<String, Value> options) {
    pair.refused()
        .forEach(
            (key, why) -> {
              if (pair.under().containsKey(key) && isOn(key, options)) {
                throw notExpressible(why);
              }
            });
  }

  private Dict state(
      MindSporeFile file,
      String name,
      double steps,
      Map<String, Value> options,
      Set<String> known) {
    pair.constant().keySet().forEach(prefix -> tensor(file, prefix + "." + names.get(name)));
    Map<Value, Value> own = dict();
    if (!pair.counter().isEmpty() && torchCounts()) {
      own.put(new Value.Text(STEP), Array.of(StoredTensor.scalar(steps, ElementType.F32)));
    }
    pair.slots()
        .forEach(
            (key, prefix) -> {
              String from = prefix + "." + names.get(name);
              if (isOn(key, options)) {
                own.put(new Value.Text(key), tensor(file, from));
                report.carried(from, name + ": " + key);
              } else if (file.values().containsKey(from)) {
                String option = String.valueOf(pair.under().get(key));
                if (!known.contains(option) && !isZero(tensor(file, from).tensor())) {
                  throw notExpressible(
                      "'%s' is not zero, and torch keeps it under %s only: say which the run had with --set %s=..."
                          .formatted(from, option, option));
                }
                report.leftOut(from, "torch keeps it under %s only".formatted(option));
              }
            });
    return new Dict(Mapping.DICT, own, Map.of());
  }

  private static boolean isZero(StoredTensor tensor) {
    ByteBuffer bytes = tensor.bytes();
    while (bytes.hasRemaining()) {
      if (bytes.get() != 0) {
        return false;
      }
    }
    return true;
  }

  private boolean isOn(String key, Map<String, Value> options) {
    String option = pair.under().get(key);
    if (option == null) {
      return true;
    }
    Value value = required(options, option);
    return value instanceof Value.Flag flag ? flag.value() : number(value) != 0;
  }

  private void checkPowers(MindSporeFile file, double steps, Map<String, Value> options) {
    for (int i = 0; i < pair.powers().size(); i++) {
      double beta = number(sequence(required(options, "betas")).get(i));
      double recorded = number(tensor(file, pair.powers().get(i)));
      if (power(beta, Math.round(steps)) != (float) recorded) {
        throw notExpressible(
            "%s is %s, which is not %s to the power of %s: give the betas of the run"
                .formatted(pair.powers().get(i), recorded, beta, Math.round(steps)));
      }
    }
  }

  private static Value required(Map<String, Value> options, String key) {
    Value value = options.get(key);
    if (value == null) {
      throw notExpressible("the option " + key + " is needed");
    }
    return value;
  }

  private static Array tensor(MindSporeFile file, String name) {
    if (file.values().get(name) instanceof Array array) {
      return array;
    }
    throw notExpressible("the checkpoint has no tensor '%s'".formatted(name));
  }

  private static double number(Value value) {
    if (value instanceof Array array && array.tensor().size() == 1) {
      return array.tensor().first();
    }
    if (value instanceof Real real) {
      return real.value();
    }
    if (value instanceof Whole whole && whole.value().abs().compareTo(BigInteger.TWO.pow(53)) < 0) {
      return whole.value().doubleValue();
    }
    throw notExpressible("a number is expected, not " + value);
  }

  private static String text(Value value) {
    if (value instanceof Value.Text text) {
      return text.value();
    }
    throw new CheckpointException(Rule.TORCH_LAYOUT, "a name is expected, not " + value);
  }

  private static Dict dict(Value value) {
    if (value instanceof Dict dict) {
      return dict;
    }
    throw new CheckpointException(Rule.TORCH_LAYOUT, "a dictionary is expected");
  }

  private static List<Value> sequence(Value value) {
    if (value instanceof Sequence sequence) {
      return sequence.items();
    }
    throw new CheckpointException(Rule.TORCH_LAYOUT, "a list is expected");
  }

  private static Map<Value, Value> dict() {
    return new LinkedHashMap<>();
  }

  private static CheckpointException notExpressible(String detail) {
    return new CheckpointException(Rule.NOT_EXPRESSIBLE, detail);
  }
}
