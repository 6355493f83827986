package dev.lockstep.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.training.loss.Loss;
import dev.lockstep.core.Parameter;
import java.util.Random;

/** A small network of DJL with given weights, and batches for it. */
final class Net implements AutoCloseable {
  private static final int INPUTS = 5;
  private static final int BATCH = 8;

  /** The mean of the squares; DJL's own multiplies by a number, whose memory is freed too early. */
  static final Loss LOSS =
      new Loss("squares") {
        @Override
        public NDArray evaluate(NDList labels, NDList predictions) {
          return labels.singletonOrThrow().sub(predictions.singletonOrThrow()).square().mean();
        }
      };

  private final Model model = Model.newInstance("net", Device.cpu());
  private final ParameterStore store;
  private final long seed;

  Net(long seed) {
    this.seed = seed;
    SequentialBlock block =
        new SequentialBlock()
            .add(Linear.builder().setUnits(7).build())
            .add(Activation::tanh)
            .add(Linear.builder().setUnits(3).build());
    model.setBlock(block);
    block.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(BATCH, INPUTS));
    store = new ParameterStore(model.getNDManager(), false);
    Random random = new Random(seed);
    for (ai.djl.nn.Parameter parameter : block.getParameters().values()) {
      parameter.getArray().set(floats(random, (int) parameter.getShape().size()));
    }
  }

  Model model() {
    return model;
  }

  Block block() {
    return model.getBlock();
  }

  NDManager manager() {
    return model.getNDManager();
  }

  NDArray input(int step) {
    return manager()
        .create(floats(new Random(seed + 31L * step), BATCH * INPUTS), new Shape(BATCH, INPUTS));
  }

  NDArray target(int step) {
    return manager().create(floats(new Random(seed - 17L * step), BATCH * 3), new Shape(BATCH, 3));
  }

  /** The loss of a step's batch. */
  NDArray loss(int step) {
    NDList output = block().forward(store, new NDList(input(step)), true);
    return LOSS.evaluate(new NDList(target(step)), output);
  }

  static float[] floats(Random random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** The bits of all elements, after the name. */
  static String bits(Iterable<Parameter> parameters) {
    StringBuilder text = new StringBuilder();
    for (Parameter parameter : parameters) {
      text.append(parameter.name());
      for (int i = 0; i < parameter.value().size(); i++) {
        text.append(' ').append(Long.toHexString(parameter.value().bits(i)));
      }
      text.append('\n');
    }
    return text.toString();
  }

  @Override
  public void close() {
    model.close();
  }
}
