package dev.lockstep.examples.guide.mindspore;

import static dev.lockstep.mindspore.MindSporeOptions.decayEpoch;
import static dev.lockstep.mindspore.MindSporeOptions.learningRate;
import static dev.lockstep.mindspore.MindSporeOptions.lr;
import static dev.lockstep.mindspore.MindSporeOptions.maxLr;
import static dev.lockstep.mindspore.MindSporeOptions.minLr;
import static dev.lockstep.mindspore.MindSporeOptions.momentum;
import static dev.lockstep.mindspore.MindSporeOptions.orderParams;
import static dev.lockstep.mindspore.MindSporeOptions.stepPerEpoch;
import static dev.lockstep.mindspore.MindSporeOptions.totalStep;
import static dev.lockstep.mindspore.MindSporeOptions.weightDecay;

import dev.lockstep.core.Group;
import dev.lockstep.core.Parameter;
import dev.lockstep.mindspore.nn.DynamicLr;
import dev.lockstep.mindspore.nn.Momentum;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Groups by the kind of the layer, with a list, with constants, and with the optimizer's own. */
public final class GroupsByLayer {
  private GroupsByLayer() {}

  /** The kind of the layer that a parameter belongs to, by its name. */
  private static String kind(Parameter parameter) {
    String name = parameter.name();
    if (name.endsWith(".gamma") || name.endsWith(".beta")) {
      return "bn";
    }
    boolean weight = name.endsWith(".weight");
    return weight && name.startsWith("conv") ? "conv" : weight ? "dense" : "other";
  }

  /** Convolutions follow a cosine, the rest have constant rates. */
  public static Momentum optimizer(List<Parameter> trainable) {
    double[] cosine =
        DynamicLr.cosineDecayLr(
            minLr(0.0), maxLr(1e-3), totalStep(1000), stepPerEpoch(100), decayEpoch(10));
    Map<String, List<Parameter>> by =
        trainable.stream().collect(Collectors.groupingBy(GroupsByLayer::kind));
    List<Group> groups =
        List.of(
            orderParams(trainable),
            Group.of(by.getOrDefault("conv", List.of()), weightDecay(1e-4), lr(cosine)),
            Group.of(by.getOrDefault("bn", List.of()), weightDecay(0.0), lr(1e-4)),
            Group.of(by.getOrDefault("dense", List.of()), weightDecay(1e-5), lr(1e-3)),
            Group.of(by.getOrDefault("other", List.of())));
    return new Momentum(groups, learningRate(1e-3), weightDecay(0.0), momentum(0.9));
  }
}
