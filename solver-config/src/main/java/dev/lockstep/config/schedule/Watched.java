package dev.lockstep.config.schedule;

import dev.lockstep.config.DefinitionException;
import dev.lockstep.config.Grouped;
import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.Betas;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.MindSporeOptimizer;
import dev.lockstep.mindspore.MindSporeOptions;
import dev.lockstep.mindspore.StatefulOptimizer;
import dev.lockstep.mindspore.WeightDecay;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** An optimizer of either style: what its next step will use, and that step. */
interface Watched {
  /** The quantity that the coming step uses, one value a group; empty if there is none. */
  double[] read(Quantity quantity);

  /** The names of each group's parameters. */
  List<List<String>> parameters();

  /** A step with zero gradients. */
  void step();

  /**
   * An optimizer.
   *
   * @throws DefinitionException if it is none of a facade
   */
  static Watched of(Object optimizer) {
    Optional<Grouped> inGroups = Grouped.of(optimizer);
    if (inGroups.isPresent()) {
      return new InGroups(inGroups.get());
    }
    if (optimizer instanceof dev.lockstep.mindspore.experimental.optim.Optimizer grouped) {
      return new Experimental(grouped);
    }
    if (optimizer instanceof MindSporeOptimizer mindSpore) {
      return new MindSpore(mindSpore);
    }
    throw new DefinitionException(optimizer.getClass().getName() + " has no rates to watch");
  }

  private static double[] each(List<ParamGroup> groups, ToDoubleFunction<ParamGroup> value) {
    return groups.stream().mapToDouble(value).toArray();
  }

  private static List<List<String>> names(List<ParamGroup> groups) {
    return groups.stream()
        .map(group -> group.params().stream().map(Parameter::name).toList())
        .toList();
  }

  private static boolean has(List<ParamGroup> groups, OptionKey<?> key) {
    return !groups.isEmpty() && groups.get(0).options().has(key);
  }

  private static void apply(MindSporeOptimizer optimizer) {
    List<Tensor> zeros = new ArrayList<>();
    optimizer.parameterOrder().forEach(parameter -> zeros.add(parameter.value().zerosLike()));
    optimizer.apply(zeros);
  }

  /**
   * Torch and its like: everything is in the groups.
   *
   * @param optimizer the optimizer
   */
  record InGroups(Grouped optimizer) implements Watched {
    @Override
    public double[] read(Quantity quantity) {
      List<ParamGroup> groups = optimizer.groups();
      return switch (quantity) {
        case RATE -> each(groups, group -> group.get(optimizer.rate()));
        case WEIGHT_DECAY -> named(groups, "weight_decay");
        case MOMENTUM -> momenta(groups);
      };
    }

    private static double[] momenta(List<ParamGroup> groups) {
      double[] momenta = named(groups, "momentum");
      return momenta.length > 0 ? momenta : named(groups, "betas");
    }

    /** An option of every group, the first of a pair; empty if the optimizer has none. */
    private static double[] named(List<ParamGroup> groups, String name) {
      return groups.isEmpty()
          ? new double[0]
          : groups.get(0).options().keys().stream()
              .filter(key -> key.name().equals(name))
              .findFirst()
              .map(key -> each(groups, group -> number(group.get(key))))
              .orElse(new double[0]);
    }

    private static double number(Object value) {
      return value instanceof Betas betas ? betas.beta1() : ((Number) value).doubleValue();
    }

    @Override
    public List<List<String>> parameters() {
      return names(optimizer.groups());
    }

    @Override
    public void step() {
      optimizer.step().run(); // parameters without a gradient are left alone
    }
  }

  /**
   * MindSpore's torch-like optimizers: everything is in the groups, the rate in float32.
   *
   * @param optimizer the optimizer
   */
  record Experimental(dev.lockstep.mindspore.experimental.optim.Optimizer optimizer)
      implements Watched {
    @Override
    public double[] read(Quantity quantity) {
      List<ParamGroup> groups = optimizer.paramGroups();
      return switch (quantity) {
        case RATE -> rates(groups);
        case WEIGHT_DECAY ->
            has(groups, MindSporeOptions.WEIGHT_DECAY)
                ? each(groups, group -> constant(group.get(MindSporeOptions.WEIGHT_DECAY)))
                : new double[0];
        case MOMENTUM -> momenta(groups);
      };
    }

    private double[] rates(List<ParamGroup> groups) {
      if (optimizer.arithmetic() == Arithmetic.COMMON) {
        return each(groups, group -> constant(group.get(MindSporeOptions.LR)));
      }
      float[] lr = optimizer.getLr();
      return each(groups, group -> lr[place(optimizer, group)]);
    }

    private static double constant(LearningRate rate) {
      return rate instanceof LearningRate.Constant constant ? constant.value() : Double.NaN;
    }

    private static double[] momenta(List<ParamGroup> groups) {
      if (has(groups, MindSporeOptions.BETAS)) {
        return each(groups, group -> group.get(MindSporeOptions.BETAS).beta1());
      }
      return has(groups, MindSporeOptions.MOMENTUM)
          ? each(groups, group -> group.get(MindSporeOptions.MOMENTUM))
          : new double[0];
    }

    private static double constant(WeightDecay decay) {
      return decay instanceof WeightDecay.Constant constant ? constant.value() : Double.NaN;
    }

    private static int place(MindSporeOptimizer optimizer, ParamGroup group) {
      return optimizer.parameterOrder().indexOf(group.params().get(0));
    }

    @Override
    public List<List<String>> parameters() {
      return names(optimizer.paramGroups());
    }

    @Override
    public void step() {
      apply(optimizer);
    }
  }

  /**
   * MindSpore's own optimizers: rates and decays are read at the step that is due, one a parameter;
   * each parameter counts as a group.
   *
   * @param optimizer the optimizer
   */
  record MindSpore(MindSporeOptimizer optimizer) implements Watched {
    @Override
    public double[] read(Quantity quantity) {
      return switch (quantity) {
        case RATE -> doubles(optimizer.getLr());
        case WEIGHT_DECAY ->
            optimizer instanceof dev.lockstep.mindspore.nn.Optimizer own
                ? doubles(own.getWeightDecay())
                : new double[0];
        case MOMENTUM -> momenta();
      };
    }

    private double[] momenta() {
      Options options =
          optimizer instanceof StatefulOptimizer known ? known.options() : new Options();
      for (OptionKey<Double> key : List.of(MindSporeOptions.MOMENTUM, MindSporeOptions.BETA1)) {
        if (options.has(key)) {
          double value = options.get(key);
          return optimizer.parameterOrder().stream().mapToDouble(p -> value).toArray();
        }
      }
      return new double[0];
    }

    private static double[] doubles(float[] values) {
      double[] doubles = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        doubles[i] = values[i];
      }
      return doubles;
    }

    @Override
    public List<List<String>> parameters() {
      return optimizer.parameterOrder().stream().map(p -> List.of(p.name())).toList();
    }

    @Override
    public void step() {
      apply(optimizer);
    }
  }
}
