package dev.lockstep.examples.guide.torch;

import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.TorchOptions.momentum;
import static dev.lockstep.torch.optim.TorchOptions.weightDecay;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.lrLambda;

import dev.lockstep.core.Group;
import dev.lockstep.core.Parameter;
import dev.lockstep.torch.optim.SGD;
import dev.lockstep.torch.optim.lrscheduler.LambdaLR;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Groups by the kind of the layer; a scheduler with a function for each group. */
public final class GroupsByLayer {
  private GroupsByLayer() {}

  /** Convolutions follow a cosine, stepped once an epoch; the rest have constant rates. */
  public static LambdaLR scheduler(
      List<Parameter> conv, List<Parameter> bn, List<Parameter> dense, List<Parameter> other) {
    var optimizer =
        new SGD(
            List.of(
                Group.of(conv, weightDecay(1e-4), lr(1e-3)),
                Group.of(bn, weightDecay(0.0), lr(1e-4)),
                Group.of(dense, weightDecay(1e-5), lr(1e-3)),
                Group.of(other)),
            lr(1e-3),
            momentum(0.9));
    IntToDoubleFunction cosine = epoch -> 0.5 * (1 + Math.cos(Math.PI * epoch / 10));
    IntToDoubleFunction constant = epoch -> 1.0;
    return new LambdaLR(optimizer, lrLambda(List.of(cosine, constant, constant, constant)));
  }
}
