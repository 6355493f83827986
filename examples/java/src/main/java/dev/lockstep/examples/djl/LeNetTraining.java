package dev.lockstep.examples.djl;

import dev.lockstep.core.Group;
import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.MindSporeOptions;
import dev.lockstep.mindspore.StepCell;
import dev.lockstep.mindspore.ValueAndGrad;
import dev.lockstep.mindspore.nn.Momentum;
import dev.lockstep.mindspore.ops.ClipByGlobalNorm;
import dev.lockstep.torch.nn.utils.ClipGrad;
import dev.lockstep.torch.optim.SGD;
import dev.lockstep.torch.optim.TorchOptions;
import dev.lockstep.torch.optim.lrscheduler.LambdaLR;
import dev.lockstep.torch.optim.lrscheduler.SchedulerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * LeNet on DJL's engine, once in torch's style and once in MindSpore's: groups, a warm-up, a limit
 * of the gradient's norm, gradients of two parts of a batch added up, and a weight decay that
 * moves.
 */
public final class LeNetTraining {
  private static final double RATE = 0.05;
  private static final int WARM_UP = 5;
  private static final double MOMENTUM = 0.9;
  private static final long SEED = 1;

  private final int steps;
  private final double maxNorm;
  private final TrainingLog log;
  private final Option[] options;

  /**
   * A training.
   *
   * @param maxNorm the limit of the gradient's norm
   * @param options for the optimizer, such as its arithmetic
   */
  public LeNetTraining(int steps, double maxNorm, TrainingLog log, Option... options) {
    this.steps = steps;
    this.maxNorm = maxNorm;
    this.log = log;
    this.options = options.clone();
  }

  /** Rises in a line, then falls along a cosine. */
  private double rate(int step) {
    return step < WARM_UP
        ? RATE * (step + 1) / WARM_UP
        : RATE * (1 + Math.cos(Math.PI * (step - WARM_UP) / (steps - WARM_UP))) / 2;
  }

  /** A 256th in the first half, a 512th in the second; MindSpore's cell gives a float. */
  private float decay(int step) {
    return step < steps / 2 ? 1f / 256 : 1f / 512;
  }

  /** Torch's style; returns the parameters as they are at the end. */
  public List<Tensor> torchStyle() throws IOException {
    try (ConvolutionalNet net = new ConvolutionalNet(SEED)) {
      List<Group> groups =
          List.of(Group.of(net.parameters("weight")), Group.of(net.parameters("bias")));
      SGD optimizer = new SGD(groups, with(TorchOptions.lr(1), TorchOptions.momentum(MOMENTUM)));
      LambdaLR scheduler = new LambdaLR(optimizer, SchedulerOptions.lrLambda(this::rate));
      for (int step = 0; step < steps; step++) {
        int part = 2 * step;
        optimizer.paramGroups().get(0).set(TorchOptions.WEIGHT_DECAY, (double) decay(step));
        optimizer.zeroGrad();
        double loss =
            net.session().backward(() -> net.halfLoss(part))
                + net.session().backward(() -> net.halfLoss(part + 1));
        ClipGrad.clipGradNorm(net.session().parameters(), maxNorm);
        optimizer.step();
        log.step(loss, scheduler.getLastLr()[0]);
        scheduler.step();
      }
      return values(net);
    }
  }

  /** MindSpore's style; as the other. */
  public List<Tensor> mindSporeStyle() throws IOException {
    try (ConvolutionalNet net = new ConvolutionalNet(SEED)) {
      StepCell decay = this::decay;
      List<Group> groups =
          List.of(
              Group.of(net.parameters("weight"), MindSporeOptions.weightDecay(decay)),
              Group.of(net.parameters("bias")),
              MindSporeOptions.orderParams(net.session().parameters()));
      double[] rates = IntStream.range(0, steps).mapToDouble(this::rate).toArray();
      Momentum optimizer =
          new Momentum(
              groups,
              with(MindSporeOptions.learningRate(rates), MindSporeOptions.momentum(MOMENTUM)));
      Function<Integer, ValueAndGrad> gradOf =
          net.session().valueAndGrad(net::halfLoss, optimizer.parameterOrder());
      for (int step = 0; step < steps; step++) {
        ValueAndGrad first = gradOf.apply(2 * step);
        List<Tensor> kept = first.gradients().stream().map(Tensor::copy).toList();
        ValueAndGrad second = gradOf.apply(2 * step + 1);
        List<Tensor> sums = sums(kept, second.gradients());
        log.step(first.value() + second.value(), optimizer.getLr()[0]);
        optimizer.apply(ClipByGlobalNorm.clip(sums, maxNorm));
      }
      return values(net);
    }
  }

  private static List<Tensor> sums(List<Tensor> left, List<Tensor> right) {
    List<Tensor> sums = new ArrayList<>();
    for (int k = 0; k < left.size(); k++) {
      Tensor sum = left.get(k).zerosLike();
      for (int i = 0; i < sum.size(); i++) {
        sum.set(i, left.get(k).get(i) + right.get(k).get(i));
      }
      sums.add(sum);
    }
    return sums;
  }

  private static List<Tensor> values(ConvolutionalNet net) {
    return net.session().parameters().stream().map(Parameter::value).map(Tensor::copy).toList();
  }

  private Option[] with(Option... more) {
    Option[] all = Arrays.copyOf(options, options.length + more.length);
    System.arraycopy(more, 0, all, options.length, more.length);
    return all;
  }

  /** Trains in torch's style and draws its curves into a folder. */
  @SuppressWarnings("SystemOut") // an example prints
  public static void main(String[] args) throws IOException {
    int steps = 60;
    Path folder = Files.createDirectories(Path.of(args.length > 0 ? args[0] : "build/lenet"));
    new LeNetTraining(steps, 1, new TrainingLog(steps, System.out, folder)).torchStyle();
  }
}
