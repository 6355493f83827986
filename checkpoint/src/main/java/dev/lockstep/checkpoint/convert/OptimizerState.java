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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

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
  private final List<String> parameters;
  private final Map<String, String> names;
  private final KeyReport report;

  /**
   * A conversion.
   *
   * @param names the model's names; the parameters in the order the optimizer got them
   * @param report gets a line for each key
   */
  public OptimizerState(StatePair pair, ParameterNames names, KeyReport report) {
    this.pair = pair;
    this.parameters = names.parameters();
    this.names = names.toMindSpore();
    this.report = report;
  }

  /**
   * torch's state as MindSpore's tensors, in the order in which MindSpore saves them.
   *
   * @param state {@code optimizer.state_dict()}
   * @param given how many steps were made, for the classes of torch that do not count them (SGD)
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

  /** The states of the parameters that have one, by torch's names. */
  private Map<String, Dict> perParameter(Dict state) {
    List<Whole> order = new ArrayList<>();
    for (Value group : sequence(state.get("param_groups"))) {
      for (Value index : sequence(dict(group).get("params"))) {
        order.add((Whole) index);
      }
    }
    if (order.size() != parameters.size()) {
      throw new CheckpointException(
          Rule.TORCH_LAYOUT,
          "the optimizer has %s parameters, the model %s: %s"
              .formatted(order.size(), parameters.size(), parameters));
    }
    Map<Value, Value> states = dict(state.get("state")).entries();
    Map<String, Dict> byName = new LinkedHashMap<>();
    for (int i = 0; i < order.size(); i++) {
      Value own = states.get(order.get(i));
      if (own != null) {
        byName.put(parameters.get(i), dict(own));
      }
    }
    if (byName.size() != parameters.size() && !byName.isEmpty()) {
      throw notExpressible("some parameters have no state yet; MindSpore has none without state");
    }
    return byName;
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
    if (!counts.isEmpty()) {
      return Math.round(counts.get(0));
    }
    return given.orElseThrow(
        () ->
            notExpressible(
                "%s counts no steps, %s does: say how many were made"
                    .formatted(pair.torch(), pair.mindspore())));
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
                      String text = ((Value.Text) key).value();
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
   * @throws CheckpointException not-expressible with the reason
   */
  public Dict toTorch(MindSporeFile file, Map<String, Value> options) {
    Map<Value, Value> states = dict();
    double steps = pair.counter().isEmpty() ? 0 : number(tensor(file, pair.counter()));
    checkPowers(file, steps, options);
    for (int i = 0; i < parameters.size(); i++) {
      states.put(Whole.of(i), state(file, parameters.get(i), steps, options));
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

  private Dict state(MindSporeFile file, String name, double steps, Map<String, Value> options) {
    Map<Value, Value> own = dict();
    if (!pair.counter().isEmpty() && !pair.torch().equals("torch.optim.SGD")) {
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
                report.leftOut(
                    from, "torch keeps it under %s only".formatted(pair.under().get(key)));
              }
            });
    return new Dict(Mapping.DICT, own, Map.of());
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
