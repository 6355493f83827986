package dev.lockstep.examples.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import dev.lockstep.core.Parameter;
import dev.lockstep.djl.StepSession;
import java.util.List;

/**
 * A small regression whose numbers any language can make again: data and starting weights come from
 * {@link #number}. {@code dev/live/resume_torch.py} and {@code resume_mindspore.py} have the same.
 */
final class Perceptron implements AutoCloseable {
  private static final int INPUTS = 8;
  private static final int HIDDEN = 16;
  private static final int OUTPUTS = 4;
  private static final int BATCH = 16;
  private static final int BATCHES = 5;
  // Where the numbers of inputs, targets and weights begin.
  private static final int TARGETS = 100_000;
  private static final int WEIGHTS = 200_000;
  private static final double SPREAD = 0.3;

  private final NDManager manager = NDManager.newBaseManager(Device.cpu());
  private final SequentialBlock block =
      new SequentialBlock()
          .add(Linear.builder().setUnits(HIDDEN).build())
          .add(Activation::tanh)
          .add(Linear.builder().setUnits(OUTPUTS).build());
  private final ParameterStore store = new ParameterStore(manager, false);
  private final StepSession session;

  /** A network with its starting weights. */
  Perceptron() {
    block.initialize(manager, DataType.FLOAT32, new Shape(BATCH, INPUTS));
    session = StepSession.of(block, Perceptron::name);
    int at = WEIGHTS;
    for (Parameter parameter : session.parameters()) {
      for (int i = 0; i < parameter.value().size(); i++) {
        parameter.value().set(i, number(at++) * SPREAD);
      }
    }
  }

  /**
   * DJL names parameters by layer and kind, {@code 01Linear_weight}; a script in Python its own.
   */
  private static String name(String djl) {
    return djl.replace("01Linear_", "fc1.").replace("03Linear_", "fc2.");
  }

  /** A number from -1 to 1, the same in every language. */
  private static double number(int index) {
    return ((index * 7919L + 13) % 2001 - 1000) / 1000.0;
  }

  /** The session that computes gradients. */
  StepSession session() {
    return session;
  }

  /** The parameters {@code fc1.weight} and {@code fc2.weight}, or the biases. */
  List<Parameter> parameters(String kind) {
    return session.parameters().stream().filter(p -> p.name().endsWith(kind)).toList();
  }

  /** The mean squared error of a step's batch. */
  NDArray loss(int step) {
    int batch = step % BATCHES;
    NDArray input = numbers(batch * BATCH * INPUTS, INPUTS);
    NDArray target = numbers(TARGETS + batch * BATCH * OUTPUTS, OUTPUTS);
    NDArray output = block.forward(store, new NDList(input), true).singletonOrThrow();
    return output.sub(target).square().mean();
  }

  private NDArray numbers(int from, int width) {
    float[] values = new float[BATCH * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) number(from + i);
    }
    return manager.create(values, new Shape(BATCH, width));
  }

  @Override
  public void close() {
    manager.close();
  }
}
