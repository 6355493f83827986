package dev.lockstep.mindspore.nn;

import static dev.lockstep.mindspore.MindSporeOptions.BETA1;
import static dev.lockstep.mindspore.MindSporeOptions.BETA2;
import static dev.lockstep.mindspore.MindSporeOptions.EPS;
import static dev.lockstep.mindspore.MindSporeOptions.LEARNING_RATE;
import static dev.lockstep.mindspore.MindSporeOptions.WEIGHT_DECAY;

import dev.lockstep.core.DType;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.Transform;
import dev.lockstep.core.math.CorrectlyRounded;
import dev.lockstep.mindspore.FloatMath;
import dev.lockstep.mindspore.WeightDecay;
import dev.lockstep.mindspore.nn.kernel.LambKernel;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * {@code nn.Lamb}: Adam with decoupled decay, whose step is as long as the parameter.
 *
 * <pre class="formula">
 * lamb_m = beta1*lamb_m + (1 - beta1)*g
 * lamb_v = beta2*lamb_v + (1 - beta2)*(g*g)
 * m = lamb_m/(1 - beta1^t)
 * v = lamb_v/(1 - beta2^t)
 * trust = min(norm(p)/norm(m/sqrt(v + eps) + weight_decay*p), 10)     (1 where a norm is 0)
 * p = p - trust*learning_rate*(m/(sqrt(v) + eps) + weight_decay*p)
 * </pre>
 *
 * <p>MindSpore's CPU has no such operator: this is the definition of the operator Lamb for other
 * devices, not replayed. No loss scale.
 *
 * @see <a href="https://arxiv.org/abs/1904.00962">You et al. 2020, Algorithm 2</a>
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/nn/mindspore.nn.Lamb.html">mindspore
 *     2.10</a>
 */
public final class Lamb extends Optimizer {
  /** Names, order and defaults; {@code learning_rate} must be given. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.nn.Lamb")
          .option(LEARNING_RATE)
          .option(BETA1, 0.9)
          .option(BETA2, 0.999)
          .option(EPS, 1e-6)
          .option(WEIGHT_DECAY, WeightDecay.of(0.0));

  private final IdentityHashMap<Slots<?>, Whole<LambKernel.H>> updates = new IdentityHashMap<>();
  private double correction1;
  private double correction2;

  /**
   * Lamb of parameters or groups, {@code new Lamb(params, learningRate(0.001), weightDecay(0.01))}.
   *
   * @throws OptionException for what the constructor of MindSpore's own class refuses
   */
  public Lamb(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, options);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    AdamFamily.checkBetas(api(), o);
  }

  @Override
  protected Slots<?> makeSlots(Parameter parameter, Transform[] gradient) {
    DType dtype = parameter.value().dtype();
    Slots<LambKernel.H> slots =
        new Slots<>(parameter, new LambKernel.H(), List.of("moments1", "moments2"));
    Whole<LambKernel.H> update =
        new Whole<>(
            parameter,
            slots.h(),
            LambKernel.KIND.shared(dtype),
            slots.tensor(0),
            slots.tensor(1),
            parameter.value().zerosLike());
    updates.put(slots, update);
    return slots;
  }

  @Override
  protected void begin() {
    correction1 = correction(options().get(BETA1));
    correction2 = correction(options().get(BETA2));
  }

  private double correction(double beta) {
    return isCommon()
        ? 1 - CorrectlyRounded.pow(beta, step())
        : 1f - FloatMath.pow((float) beta, step());
  }

  @Override
  protected void update(Slots<?> slots, double lr, double decay) {
    Whole<LambKernel.H> update = updates.get(slots);
    if (update == null) {
      throw new IllegalArgumentException("slots of another optimizer");
    }
    LambKernel.H h = update.h();
    h.lr = lr;
    h.beta1 = number(options().get(BETA1));
    h.beta2 = number(options().get(BETA2));
    h.eps = options().get(EPS);
    h.decay = decay;
    h.correction1 = correction1;
    h.correction2 = correction2;
    update.run();
  }

  @Override
  protected String checkpointName(String key, Parameter parameter) {
    return (key.equals("moments1") ? "lamb_m." : "lamb_v.") + parameter.name();
  }
}
