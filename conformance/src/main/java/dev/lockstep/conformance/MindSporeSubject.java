package dev.lockstep.conformance;

import static dev.lockstep.mindspore.MindSporeOptions.LR;

import dev.lockstep.config.Builder;
import dev.lockstep.core.DType;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.MindSporeOptimizer;
import dev.lockstep.mindspore.StepCell;
import dev.lockstep.mindspore.nn.Optimizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A MindSpore-style optimizer under replay. */
final class MindSporeSubject implements Subject {
  private final GoldenCase golden;
  private final MindSporeOptimizer optimizer;
  private final List<Parameter> order;
  private final Map<String, Integer> places = new LinkedHashMap<>();
  private int stepsTaken;

  MindSporeSubject(GoldenCase golden, MindSporeOptimizer optimizer) {
    this.golden = golden;
    this.optimizer = optimizer;
    this.order = optimizer.parameterOrder();
    for (int i = 0; i < order.size(); i++) {
      places.put(order.get(i).name(), i);
    }
  }

  @Override
  public void compareOrder(Comparison comparison) {
    List<String> names = order.stream().map(Parameter::name).toList();
    golden.parameterOrder().ifPresent(o -> comparison.same("parameter_order", o, names));
  }

  /** Every parameter has a rate; those of a group have one. */
  @Override
  public double[] rates() {
    return firstOfGroups(optimizer.getLr());
  }

  private double[] firstOfGroups(float[] values) {
    List<List<String>> groups = golden.groups();
    double[] firsts = new double[groups.size()];
    for (int i = 0; i < firsts.length; i++) {
      firsts[i] = values[places.getOrDefault(groups.get(i).get(0), 0)];
    }
    return firsts;
  }

  @Override
  public void assignRates(double[] rates) {
    if (optimizer instanceof dev.lockstep.mindspore.experimental.optim.Optimizer grouped) {
      for (int i = 0; i < rates.length; i++) {
        grouped.paramGroups().get(i).set(LR, LearningRate.of(rates[i]));
      }
    }
  }

  /** The nn optimizers count their own steps; a trace with changes holds the rates that are set. */
  @Override
  public boolean ratesAreAssigned() {
    return !(optimizer instanceof Optimizer) && !golden.variant().equals("changes");
  }

  @Override
  public void change(Recorded step) {
    step.find("options").ifPresent(options -> setOptions(options.list()));
    step.find("params_set").ifPresent(this::setParameters);
  }

  /** Options of groups are no part of MindSpore's checkpoints: scripts set them again. */
  @Override
  public void resume(Subject before) {
    MindSporeOptimizer old = ((MindSporeSubject) before).optimizer;
    stepsTaken = ((MindSporeSubject) before).stepsTaken;
    if (old instanceof dev.lockstep.mindspore.experimental.optim.Optimizer from
        && optimizer instanceof dev.lockstep.mindspore.experimental.optim.Optimizer to) {
      for (int i = 0; i < from.paramGroups().size(); i++) {
        to.paramGroups().get(i).options().become(from.paramGroups().get(i).options());
      }
    }
    optimizer.loadParametersDict(old.parametersDict());
  }

  private void setOptions(List<Recorded> ofGroups) {
    for (int i = 0; i < ofGroups.size(); i++) {
      int group = i;
      GoldenCase.plainMap(ofGroups.get(i)).forEach((name, value) -> set(group, name, value));
    }
  }

  /** An option of a group; of nn's optimizers only the rate can be set. */
  private void set(int group, String name, @Nullable Object value) {
    if (optimizer instanceof dev.lockstep.mindspore.experimental.optim.Optimizer grouped) {
      Subject.set(grouped.paramGroups().get(group), optimizer.signature().key(name), value);
    } else if (optimizer instanceof Optimizer nn && value instanceof Number rate) {
      Integer place = places.get(golden.groups().get(group).get(0));
      nn.assignLearningRate(order.get(place == null ? 0 : place), rate.doubleValue());
    }
  }

  private void setParameters(Recorded values) {
    for (Parameter parameter : order) {
      Tensor value = parameter.value();
      values
          .find(parameter.name())
          .ifPresent(words -> value.copyFrom(words.tensor(golden.dtype(), value.shape())));
    }
  }

  @Override
  public void compareBefore(Recorded step, Comparison comparison) {
    Optional<Recorded> decays = step.find("weight_decay_times_loss_scale");
    if (decays.isPresent() && optimizer instanceof Optimizer nn) {
      List<Recorded> words = decays.get().list();
      float[] actual = nn.getWeightDecay();
      for (int i = 0; i < words.size(); i++) {
        String slot = "weight_decay_times_loss_scale[" + i + "]";
        comparison.word(slot, "weight_decay", words.get(i), DType.F32, decay(i, actual));
      }
    }
    stepsTaken++;
  }

  /**
   * The decay of a group: that of a parameter which is decayed, or, where all are exempt and show
   * 0, what the group's Cell gives.
   */
  private double decay(int group, float[] actual) {
    for (String name : golden.groups().get(group)) {
      double value = actual[places.getOrDefault(name, 0)];
      if (value != 0) {
        return value;
      }
    }
    Map<String, @Nullable Object> options = new LinkedHashMap<>(golden.options());
    options.putAll(golden.groupOptions().get(group));
    if (options.get("weight_decay") instanceof Map<?, ?> cell
        && Builder.schedule("mindspore", cell) instanceof StepCell schedule) {
      double scale = options.get("loss_scale") instanceof Number number ? number.doubleValue() : 1;
      return schedule.construct(stepsTaken) * (float) scale;
    }
    return 0;
  }

  @Override
  public void step(Recorded step) {
    Recorded grads = step.get("grads");
    List<Tensor> gradients = new ArrayList<>();
    for (Parameter parameter : order) {
      Recorded grad = grads.get(parameter.name());
      gradients.add(grad.tensor(golden.dtype(), parameter.value().shape()));
    }
    optimizer.apply(gradients);
  }

  @Override
  public void compareState(Recorded state, Comparison comparison, boolean counts) {
    compare("state.global", state.get("global"), optimizer.globalState(), comparison, counts);
    Recorded perParameter = state.get("per_param");
    comparison.same("state", new LinkedHashSet<>(perParameter.keys()), places.keySet());
    for (Parameter parameter : order) {
      String slot = "state." + parameter.name();
      Recorded recorded = perParameter.get(parameter.name());
      compare(slot, recorded, optimizer.state(parameter), comparison, counts);
    }
  }

  private static void compare(
      String slot,
      Recorded recorded,
      Map<String, Object> actual,
      Comparison comparison,
      boolean counts) {
    Set<String> keys = new LinkedHashSet<>(recorded.keys());
    comparison.same(slot, keys, actual.keySet());
    for (String key : keys) {
      comparison.state(slot + "." + key, key, recorded.get(key), actual.get(key), counts);
    }
  }

  /** Counters go on counting by themselves; tensors are overwritten in place. */
  @Override
  public void restoreState(Recorded state) {
    Subject.restore(state.get("global"), optimizer.globalState());
    for (Parameter parameter : order) {
      Subject.restore(state.get("per_param").get(parameter.name()), optimizer.state(parameter));
    }
    optimizer.loadParametersDict(optimizer.parametersDict());
  }
}
