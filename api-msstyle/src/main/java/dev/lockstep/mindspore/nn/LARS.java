package dev.lockstep.mindspore.nn;

import static dev.lockstep.mindspore.MindSporeOptions.COEFFICIENT;
import static dev.lockstep.mindspore.MindSporeOptions.EPSILON;
import static dev.lockstep.mindspore.MindSporeOptions.LARS_FILTER;
import static dev.lockstep.mindspore.MindSporeOptions.USE_CLIP;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.Option;
import dev.lockstep.core.Options;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.LarsFilter;
import dev.lockstep.mindspore.MindSporeOptimizer;
import dev.lockstep.mindspore.Quirk;
import dev.lockstep.mindspore.nn.kernel.LarsKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code nn.LARS}: gives each layer a rate in proportion to its norm, before another optimizer
 * takes the step.
 *
 * <pre class="formula">
 * g = g/loss_scale
 * trust = coefficient*norm(p)/(norm(g) + weight_decay*norm(p) + epsilon)
 * g = trust*(g + weight_decay*p)                   (use_clip: min(trust/learning_rate, 1))
 * </pre>
 *
 * <p>It takes over the decay of the optimizer, for the parameters that the filter accepts; the
 * others are not decayed at all. MindSpore's CPU has no such operator: this is the definition of
 * the operator LARSUpdate for other devices, not replayed.
 *
 * @see <a href="https://arxiv.org/abs/1708.03888">You, Gitman and Ginsburg 2017</a>
 */
public final class LARS implements MindSporeOptimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.nn.LARS")
          .option(EPSILON, 1e-5)
          .option(COEFFICIENT, 0.001)
          .option(USE_CLIP, false)
          .option(LARS_FILTER, p -> !p.name().contains("LayerNorm") && !p.name().contains("bias"));

  private final Optimizer optimizer;
  private final Options options;
  private final boolean[] scaled;
  private final List<Tensor> gradients = new ArrayList<>();
  private final List<Tensor> scratch = new ArrayList<>();
  private final List<Whole<LarsKernel.H>> updates = new ArrayList<>();

  /**
   * LARS around an optimizer, which must not be called itself any more.
   *
   * @throws dev.lockstep.core.OptionException if {@code use_clip} meets rates that are both dynamic
   *     and of groups
   */
  public LARS(Optimizer optimizer, Option... options) {
    this.optimizer = optimizer;
    this.options = SIGNATURE.bind(options);
    Checks.require(
        !this.options.get(USE_CLIP) || !(optimizer.hasDynamicRate() && optimizer.hasGroupRate()),
        "%s: with use_clip, the learning rate cannot be both dynamic and of groups; set use_clip to"
            + " False",
        SIGNATURE.api());
    List<Parameter> order = optimizer.parameterOrder();
    LarsFilter filter = this.options.get(LARS_FILTER);
    scaled = new boolean[order.size()];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = filter.accepts(order.get(i));
      add(order.get(i));
    }
    optimizer.takeOver(scaled);
  }

  private void add(Parameter parameter) {
    Tensor value = parameter.value();
    Tensor out = value.zerosLike();
    scratch.add(out);
    gradients.add(out);
    updates.add(
        new Whole<>(parameter, new LarsKernel.H(), LarsKernel.KIND.shared(value.dtype()), out));
  }

  @Override
  public void apply(List<Tensor> given) {
    optimizer.check(given);
    boolean dynamicDecay = optimizer.hasDynamicDecay();
    for (int i = 0; i < scaled.length; i++) {
      gradients.set(i, given.get(i));
      if (scaled[i]) {
        optimizer.parameterOrder().get(i).setGrad(given.get(i));
        set(updates.get(i).h(), i);
        updates.get(i).run();
        gradients.set(i, scratch.get(i));
      }
    }
    optimizer.apply(gradients);
    if (dynamicDecay && !optimizer.hasDynamicRate() && optimizer.has(Quirk.LARS_COUNTS_TWICE)) {
      optimizer.skipStep();
    }
  }

  private void set(LarsKernel.H h, int index) {
    h.unscale = 1 / optimizer.lossScale();
    h.decay = optimizer.readDecay(index);
    h.coefficient = options.get(COEFFICIENT);
    h.eps = options.get(EPSILON);
    if (options.get(USE_CLIP)) {
      h.divisor = optimizer.readRate(index);
      h.most = 1;
    }
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Arithmetic arithmetic() {
    return optimizer.arithmetic();
  }

  @Override
  public List<Parameter> parameterOrder() {
    return optimizer.parameterOrder();
  }

  @Override
  public float[] getLr() {
    return optimizer.getLr();
  }

  @Override
  public Map<String, Object> globalState() {
    return optimizer.globalState();
  }

  @Override
  public Map<String, Object> state(Parameter parameter) {
    return optimizer.state(parameter);
  }

  @Override
  public Map<String, Object> parametersDict() {
    return optimizer.parametersDict();
  }

  @Override
  public void loadParametersDict(Map<String, ?> dict) {
    optimizer.loadParametersDict(dict);
  }
}
