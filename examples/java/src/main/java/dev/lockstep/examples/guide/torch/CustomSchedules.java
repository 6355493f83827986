package dev.lockstep.examples.guide.torch;

import static dev.lockstep.torch.optim.TorchOptions.LR;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.lrLambda;

import dev.lockstep.examples.guide.Model;
import dev.lockstep.torch.optim.SGD;
import dev.lockstep.torch.optim.lrscheduler.LambdaLR;
import java.util.ArrayList;
import java.util.List;

/** A function of the epoch; with {@code epoch // 5} the first five epochs learn nothing. */
public final class CustomSchedules {
  private CustomSchedules() {}

  /** The rate of each step. */
  public static List<Double> stairs(Model model, int epochs) {
    var optimizer = new SGD(model.parameters(), lr(0.01));
    var scheduler = new LambdaLR(optimizer, lrLambda(epoch -> Math.floorDiv(epoch, 5)));
    List<Double> used = new ArrayList<>();
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (int batch = 0; batch < Model.BATCHES; batch++) {
        used.add(optimizer.paramGroups().get(0).get(LR));
        model.backward(batch);
        optimizer.step();
      }
      scheduler.step();
    }
    return used;
  }
}
