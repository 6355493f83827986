package dev.lockstep.nd4j;

import dev.lockstep.core.Parameter;
import java.util.Map;
import java.util.Random;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A small network of SameDiff with given weights, and batches for it. */
final class Graph {
  private static final int BATCH = 6;

  final SameDiff sd = SameDiff.create();
  private final long seed;

  Graph(long seed) {
    this.seed = seed;
    Random random = new Random(seed);
    SDVariable x = sd.placeHolder("x", DataType.FLOAT, -1, 4);
    SDVariable y = sd.placeHolder("y", DataType.FLOAT, -1, 2);
    SDVariable hidden =
        sd.math().tanh(x.mmul(variable("w1", random, 4, 5)).add(variable("b1", random, 5)));
    SDVariable out = hidden.mmul(variable("w2", random, 5, 2));
    variable("unused", random, 3);
    SDVariable error = out.sub(y);
    error.mul(error).mean("loss");
    sd.setLossVariables("loss");
  }

  private SDVariable variable(String name, Random random, int... shape) {
    int size = 1;
    long[] extents = new long[shape.length];
    for (int i = 0; i < shape.length; i++) {
      size *= shape[i];
      extents[i] = shape[i];
    }
    return sd.var(name, numbers(random, size).reshape(extents));
  }

  private static INDArray numbers(Random random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Nd4j.createFromArray(values);
  }

  INDArray x(int step) {
    return numbers(new Random(seed + 31L * step), BATCH * 4).reshape(BATCH, 4);
  }

  INDArray y(int step) {
    return numbers(new Random(seed - 17L * step), BATCH * 2).reshape(BATCH, 2);
  }

  Map<String, INDArray> batch(int step) {
    return Map.of("x", x(step), "y", y(step));
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
}
