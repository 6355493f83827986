package dev.lockstep.nd4j;

import dev.lockstep.core.DType;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.StateDict;
import dev.lockstep.torch.optim.TorchOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;

/**
 * The update of one variable: the optimizer steps a parameter of 0, and what it arrives at is the
 * negative update. Gradient and state are copied once each way; the state lies in ND4J's array, so
 * that ND4J saves it.
 *
 * <p>Threads: one caller at a time.
 */
public final class LockstepGradientUpdater implements GradientUpdater<LockstepUpdater> {
  private static final String VIEW = "state";

  private final LockstepUpdater config;
  private @Nullable INDArray view;
  private boolean begins = true;
  private @Nullable Parameter parameter;
  private @Nullable Optimizer optimizer;

  LockstepGradientUpdater(LockstepUpdater config) {
    this.config = config;
  }

  @Override
  public LockstepUpdater getConfig() {
    return config;
  }

  @Override
  public void setState(Map<String, INDArray> stateMap, boolean initialize) {
    INDArray saved = stateMap.get(VIEW);
    if (saved == null && !config.slots().isEmpty()) {
      throw new OptionException(
          "the state must have \"%s\", it has %s".formatted(VIEW, stateMap.keySet()));
    }
    setView(saved, initialize);
  }

  @Override
  public Map<String, INDArray> getState() {
    return view == null ? Map.of() : Map.of(VIEW, view);
  }

  @Override
  public void setStateViewArray(
      @Nullable INDArray viewArray, long[] gradientShape, char gradientOrder, boolean initialize) {
    setView(viewArray, initialize);
  }

  private void setView(@Nullable INDArray array, boolean initialize) {
    view = array;
    begins = initialize;
    optimizer = null;
    if (array != null && initialize) {
      array.assign(0);
    }
  }

  /** Overwrites the gradient with the update. */
  @Override
  public void applyUpdater(INDArray gradient, int iteration, int epoch) {
    Tensor grad = copy(gradient);
    if (optimizer == null || parameter == null || parameter.value().size() != grad.size()) {
      parameter = new Parameter("variable", grad.zerosLike());
      optimizer = config.make(List.of(parameter));
      if (!begins) {
        load(optimizer, parameter, iteration);
      }
    }
    parameter.value().fill(0);
    parameter.setGrad(grad);
    optimizer.paramGroups().get(0).set(TorchOptions.LR, config.getLearningRate(iteration, epoch));
    optimizer.step();
    save(optimizer.state(parameter));
    for (int i = 0; i < grad.size(); i++) {
      grad.set(i, -parameter.value().get(i));
    }
    gradient.assign(array(grad).reshape('c', gradient.shape()));
  }

  /** The steps are ND4J's iterations, which it saves itself. */
  private void load(Optimizer made, Parameter of, int iteration) {
    Map<String, Object> state = new LinkedHashMap<>();
    int size = of.value().size();
    Tensor all = view == null ? of.value() : copy(view);
    for (int k = 0; k < config.slots().size(); k++) {
      Tensor slot = of.value().zerosLike();
      for (int i = 0; i < size; i++) {
        slot.set(i, all.get(k * size + i));
      }
      state.put(config.slots().get(k), slot);
    }
    of.setGrad(of.value().zerosLike());
    made.step(); // makes the state that torch keeps beside the slots
    made.state(of).forEach((key, value) -> state.putIfAbsent(key, steps(value, iteration)));
    StateDict fresh = made.stateDict();
    made.loadStateDict(new StateDict(Map.of(0, state), fresh.paramGroups()));
  }

  private static Object steps(Object value, int iteration) {
    return value instanceof Tensor tensor
        ? Tensor.scalar(tensor.dtype(), iteration)
        : (Object) iteration;
  }

  private void save(Map<String, Object> state) {
    if (view == null) {
      return;
    }
    int size = (int) (view.length() / config.slots().size());
    for (int k = 0; k < config.slots().size(); k++) {
      Tensor slot = (Tensor) state.get(config.slots().get(k));
      for (int i = 0; slot != null && i < size; i++) {
        view.putScalar((long) k * size + i, slot.get(i));
      }
    }
  }

  private static Tensor copy(INDArray array) {
    INDArray flat = array.dup('c').reshape(array.length());
    return array.dataType() == DataType.DOUBLE
        ? Tensor.of(flat.toDoubleVector())
        : Tensor.of(flat.toFloatVector());
  }

  private static INDArray array(Tensor tensor) {
    return tensor.dtype() == DType.F64
        ? Nd4j.createFromArray(tensor.doubles())
        : Nd4j.createFromArray(tensor.floats());
  }
}
