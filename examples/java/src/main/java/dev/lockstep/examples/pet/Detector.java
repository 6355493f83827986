package dev.lockstep.examples.pet;

import dev.lockstep.core.DType;
import dev.lockstep.core.Tensor;
import dev.lockstep.torch.nn.Module;

/** A model with a layer of each kind that Pet's solver tells apart; it has no forward pass. */
final class Detector extends Module {
  /** A layer with a weight and, unless it is an embedding, a bias. */
  private static final class Layer extends Module {
    private final String kind;

    Layer(String kind, int... shape) {
      this.kind = kind;
      register("weight", Tensor.zeros(DType.F32, shape));
      if (!kind.equals("embedding")) {
        register("bias", Tensor.zeros(DType.F32, shape[0]));
      }
    }

    @Override
    public String kind() {
      return kind;
    }
  }

  /** A convolution with its norm layer. */
  private static final class Backbone extends Module {
    Backbone() {
      register("conv", new Layer("conv", 4, 3, 3, 3));
      register("norm", new Layer("norm", 4));
    }
  }

  Detector() {
    register("backbone", new Backbone());
    register("embed", new Layer("embedding", 10, 4));
    register("head", new Layer("linear", 2, 4));
  }
}
