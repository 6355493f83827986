package dev.lockstep.examples.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.training.loss.Loss;
import dev.lockstep.core.Parameter;
import dev.lockstep.djl.StepSession;
import dev.lockstep.examples.lenet.Digits;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;

/**
 * LeNet as a block of DJL, for the made-up images of {@link Digits}: two convolutions, three dense
 * layers. Biases start at 0, weights at random numbers of the size {@code 1/sqrt(inputs)}.
 */
final class ConvolutionalNet implements AutoCloseable {
  private static final int SIDE = 32;
  private static final int CLASSES = 10;
  private static final int BATCH = 10;

  private final NDManager manager = NDManager.newBaseManager(Device.cpu());
  private final SequentialBlock block =
      new SequentialBlock()
          .add(convolution(6))
          .add(Activation::relu)
          .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
          .add(convolution(16))
          .add(Activation::relu)
          .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
          .add(Blocks.batchFlattenBlock())
          .add(Linear.builder().setUnits(120).build())
          .add(Activation::relu)
          .add(Linear.builder().setUnits(84).build())
          .add(Activation::relu)
          .add(Linear.builder().setUnits(CLASSES).build());
  private final ParameterStore store = new ParameterStore(manager, false);
  private final StepSession session;

  /** A network whose weights come from that seed. */
  ConvolutionalNet(long seed) {
    block.initialize(manager, DataType.FLOAT32, new Shape(BATCH, 1, SIDE, SIDE));
    session = StepSession.of(block);
    Random random = new Random(seed);
    for (Parameter weight : parameters("weight")) {
      double size = Math.sqrt((double) weight.value().shape()[0] / weight.value().size());
      for (int i = 0; i < weight.value().size(); i++) {
        weight.value().set(i, random.nextGaussian() * size);
      }
    }
    parameters("bias").forEach(bias -> bias.value().fill(0));
  }

  private static Conv2d convolution(int filters) {
    return Conv2d.builder().setKernelShape(new Shape(5, 5)).setFilters(filters).build();
  }

  /** The session that computes gradients. */
  StepSession session() {
    return session;
  }

  /** All weights, or all biases. */
  List<Parameter> parameters(String kind) {
    return session.parameters().stream().filter(p -> p.name().endsWith(kind)).toList();
  }

  /** Half the cross entropy of a part of a batch: two parts add up to the mean of both. */
  NDArray halfLoss(int part) {
    int[] labels = Digits.labels(BATCH);
    FloatBuffer pixels = FloatBuffer.allocate(BATCH * SIDE * SIDE);
    for (float[] image : Digits.images(labels, part)) {
      pixels.put(image);
    }
    NDArray input = manager.create(pixels.flip(), new Shape(BATCH, 1, SIDE, SIDE));
    NDList output = block.forward(store, new NDList(input), true);
    NDList wanted = new NDList(manager.create(labels));
    NDArray parts = manager.create(2f); // not a number, whose memory would be freed too early
    return Loss.softmaxCrossEntropyLoss().evaluate(wanted, output).div(parts);
  }

  @Override
  public void close() {
    manager.close();
  }
}
