package dev.lockstep.examples.djl;

import dev.lockstep.checkpoint.MindSporeFile;
import dev.lockstep.checkpoint.TorchFile;
import dev.lockstep.checkpoint.Value.Dict;
import dev.lockstep.checkpoint.state.MindSporeState;
import dev.lockstep.checkpoint.state.PlainValue;
import dev.lockstep.checkpoint.state.TorchState;
import dev.lockstep.core.Group;
import dev.lockstep.djl.StepSession;
import dev.lockstep.mindspore.MindSporeOptimizer;
import dev.lockstep.mindspore.MindSporeOptions;
import dev.lockstep.mindspore.ValueAndGrad;
import dev.lockstep.mindspore.nn.AdamWeightDecay;
import dev.lockstep.mindspore.nn.CosineDecayLR;
import dev.lockstep.mindspore.nn.Momentum;
import dev.lockstep.torch.optim.Adam;
import dev.lockstep.torch.optim.AdamW;
import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.SGD;
import dev.lockstep.torch.optim.TorchOptions;
import dev.lockstep.torch.optim.lrscheduler.CosineAnnealingLR;
import dev.lockstep.torch.optim.lrscheduler.SchedulerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Goes on in Java where a script in torch or MindSpore stopped, and hands its own training to them:
 * model, optimizer and scheduler from a checkpoint and into one.
 *
 * <p>Weights are decayed, biases have twice the rate, and the rate falls along a cosine.
 */
public final class Resume {
  /** Steps until the checkpoint, and again after it. */
  public static final int HALF = 50;

  private static final double DECAY = 0.01;
  private static final int PERIOD = 120;
  private static final double LOWEST = 0.001;

  private Resume() {}

  /** The classes of torch that are tried. */
  public static final List<String> TORCH = List.of("SGD", "Adam", "AdamW");

  /** The classes of MindSpore that are tried. */
  public static final List<String> MINDSPORE = List.of("Momentum", "Adam", "AdamWeightDecay");

  // AdamWeightDecay does not correct the bias: its first steps are three times the rate.
  private static final List<Double> MINDSPORE_RATES = List.of(0.05, 0.01, 0.003);

  private static Optimizer torch(String name, Perceptron net) {
    double rate = name.equals("SGD") ? 0.05 : 0.01;
    List<Group> groups =
        List.of(
            Group.of(net.parameters("weight"), TorchOptions.weightDecay(DECAY)),
            Group.of(
                net.parameters("bias"), TorchOptions.lr(2 * rate), TorchOptions.weightDecay(0.0)));
    return switch (name) {
      case "SGD" -> new SGD(groups, TorchOptions.lr(rate), TorchOptions.momentum(0.9));
      case "Adam" -> new Adam(groups, TorchOptions.lr(rate));
      default -> new AdamW(groups, TorchOptions.lr(rate));
    };
  }

  /**
   * Trains in torch's style.
   *
   * @param in a checkpoint of {@link #HALF} steps; without bytes the training begins
   * @return a checkpoint {@link #HALF} steps later
   */
  public static byte[] torch(String name, byte[] in) {
    try (Perceptron net = new Perceptron()) {
      StepSession session = net.session();
      Optimizer optimizer = torch(name, net);
      CosineAnnealingLR scheduler =
          new CosineAnnealingLR(
              optimizer, SchedulerOptions.tMax(PERIOD), SchedulerOptions.etaMin(LOWEST));
      if (in.length > 0) {
        Dict saved = (Dict) TorchFile.read(in);
        TorchState.loadModel(session.parameters(), (Dict) saved.get("model"));
        TorchState.loadOptimizer(optimizer, (Dict) saved.get("optimizer"));
        TorchState.loadScheduler(scheduler, (Dict) saved.get("scheduler"));
      }
      for (int i = 0; i < HALF; i++) {
        int step = scheduler.lastEpoch();
        optimizer.zeroGrad();
        session.backward(() -> net.loss(step));
        optimizer.step();
        scheduler.step();
      }
      Map<String, Object> out = new LinkedHashMap<>();
      out.put("model", TorchState.model(session.parameters()));
      out.put("optimizer", TorchState.optimizer(optimizer));
      out.put("scheduler", TorchState.scheduler(scheduler));
      return TorchFile.write(PlainValue.of(out), "archive");
    }
  }

  private static MindSporeOptimizer mindSpore(String name, Perceptron net) {
    double rate = MINDSPORE_RATES.get(MINDSPORE.indexOf(name));
    List<Group> groups =
        List.of(
            Group.of(net.parameters("weight"), MindSporeOptions.weightDecay(DECAY)),
            Group.of(
                net.parameters("bias"),
                MindSporeOptions.lr(cosine(2 * rate)),
                MindSporeOptions.weightDecay(0.0)));
    var cosine = MindSporeOptions.learningRate(cosine(rate));
    return switch (name) {
      case "Momentum" -> new Momentum(groups, cosine, MindSporeOptions.momentum(0.9));
      case "Adam" -> new dev.lockstep.mindspore.nn.Adam(groups, cosine);
      default -> new AdamWeightDecay(groups, cosine);
    };
  }

  private static CosineDecayLR cosine(double rate) {
    return new CosineDecayLR(
        MindSporeOptions.minLr(LOWEST),
        MindSporeOptions.maxLr(rate),
        MindSporeOptions.decaySteps(PERIOD));
  }

  /** Trains in MindSpore's style; as the other. */
  public static byte[] mindSpore(String name, byte[] in) {
    try (Perceptron net = new Perceptron()) {
      MindSporeOptimizer optimizer = mindSpore(name, net);
      if (in.length > 0) {
        MindSporeState.load(optimizer, MindSporeFile.read(in));
      }
      Function<Integer, ValueAndGrad> gradOf =
          net.session().valueAndGrad(net::loss, optimizer.parameterOrder());
      int first = (Integer) optimizer.globalState().getOrDefault("global_step", 0);
      for (int step = first; step < first + HALF; step++) {
        optimizer.apply(gradOf.apply(step).gradients());
      }
      return MindSporeState.save(optimizer).write(true);
    }
  }

  /**
   * For each class: goes on from {@code FOLDER/NAME.half.pt} to {@code NAME.resumed.pt}, and trains
   * the first half itself into {@code NAME.begun.pt}; {@code .ckpt} for MindSpore.
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    for (String name : TORCH) {
      byte[] half = Files.readAllBytes(folder.resolve(name + ".half.pt"));
      Files.write(folder.resolve(name + ".resumed.pt"), torch(name, half));
      Files.write(folder.resolve(name + ".begun.pt"), torch(name, new byte[0]));
    }
    for (String name : MINDSPORE) {
      byte[] half = Files.readAllBytes(folder.resolve(name + ".half.ckpt"));
      Files.write(folder.resolve(name + ".resumed.ckpt"), mindSpore(name, half));
      Files.write(folder.resolve(name + ".begun.ckpt"), mindSpore(name, new byte[0]));
    }
  }
}
