package dev.lockstep.examples.guide.torch;

import static dev.lockstep.torch.optim.TorchOptions.WEIGHT_DECAY;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.TorchOptions.weightDecay;

import dev.lockstep.core.ParamGroup;
import dev.lockstep.examples.guide.Model;
import dev.lockstep.torch.optim.SGD;
import java.util.ArrayList;
import java.util.List;

/** A weight decay that moves: the loop writes it into the groups. */
public final class WeightDecay {
  private WeightDecay() {}

  /** A tenth of the decay after each step; returns what each step used. */
  public static List<Double> train(Model model, int steps) {
    var optimizer = new SGD(model.parameters(), lr(0.01), weightDecay(0.1));
    List<Double> used = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      used.add(optimizer.paramGroups().get(0).get(WEIGHT_DECAY));
      optimizer.zeroGrad();
      model.backward(step % Model.BATCHES);
      optimizer.step();
      for (ParamGroup group : optimizer.paramGroups()) {
        group.set(WEIGHT_DECAY, group.get(WEIGHT_DECAY) * 0.1);
      }
    }
    return used;
  }
}
