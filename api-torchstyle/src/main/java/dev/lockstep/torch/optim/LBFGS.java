package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.TorchOptions.HISTORY_SIZE;
import static dev.lockstep.torch.optim.TorchOptions.LINE_SEARCH_FN;
import static dev.lockstep.torch.optim.TorchOptions.LR;
import static dev.lockstep.torch.optim.TorchOptions.MAXIMIZE;
import static dev.lockstep.torch.optim.TorchOptions.MAX_EVAL;
import static dev.lockstep.torch.optim.TorchOptions.MAX_ITER;
import static dev.lockstep.torch.optim.TorchOptions.TOLERANCE_CHANGE;
import static dev.lockstep.torch.optim.TorchOptions.TOLERANCE_GRAD;

import dev.lockstep.core.DType;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Trainable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * {@code torch.optim.LBFGS}: quasi-Newton steps from a limited history, with or without a line
 * search; each {@link #step(DoubleSupplier)} takes several of them.
 *
 * <pre class="formula">
 * p = p - t*H*g      (H: the inverse Hessian as the pairs of the history say; t: lr, or from the line search)
 * </pre>
 *
 * <p>One group only. The state is one for all parameters and stands at the first one. A parameter
 * without a gradient counts as one with a gradient of 0.
 *
 * <p>Both arithmetics are the same: dot products are added up as torch does on one thread of an AMD
 * processor with AVX2. On several threads torch cuts vectors of some thousand elements and adds in
 * another order, and its library may have other orders for other processors.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.LBFGS.html">torch
 *     2.15</a>
 * @see <a href="https://doi.org/10.1007/BF01589116">Liu and Nocedal 1989</a>
 */
public final class LBFGS extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.LBFGS")
          .option(LR, 1.0)
          .option(MAX_ITER, 20)
          .option(MAX_EVAL)
          .option(TOLERANCE_GRAD, 1e-7)
          .option(TOLERANCE_CHANGE, 1e-9)
          .option(HISTORY_SIZE, 100)
          .option(LINE_SEARCH_FN)
          .option(MAXIMIZE, false)
          .tensors(LR);

  /**
   * LBFGS of parameters, {@code new LBFGS(model.parameters(), lineSearchFn("strong_wolfe"))}.
   *
   * @throws OptionException for what the constructor of torch's own class refuses
   */
  public LBFGS(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, options);
    if (!defaults().has(MAX_EVAL)) {
      setDefault(MAX_EVAL, defaults().get(MAX_ITER) * 5 / 4);
    }
    init(params);
    require(
        paramGroups().size() == 1,
        "LBFGS doesn't support per-parameter options (parameter groups), got %s groups",
        paramGroups().size());
  }

  @Override
  protected void validate(Options o) {
    Checks.atLeastZero(o, LR);
  }

  @Override
  protected void check(ParamGroup group) {
    super.check(group);
    require(
        paramGroups().size() == 1,
        "Expected exactly one param_group, but got %s",
        paramGroups().size());
    require(
        !group.options().has(LINE_SEARCH_FN) || group.get(LINE_SEARCH_FN).equals("strong_wolfe"),
        "only 'strong_wolfe' is supported as line_search_fn, got %s",
        group.options().has(LINE_SEARCH_FN) ? group.get(LINE_SEARCH_FN) : "");
  }

  @Override
  protected void checkSparse(Options o, Parameter parameter) {}

  /** Not without a closure. */
  @Override
  public void step() {
    throw new OptionException("LBFGS.step() missing 1 required positional argument: 'closure'");
  }

  /**
   * Takes up to {@code max_iter} quasi-Newton steps.
   *
   * @param closure evaluates the loss and sets the gradients; called several times
   * @return the loss before the first of them
   */
  @Override
  public double step(DoubleSupplier closure) {
    checkClosure(closure);
    beforeStep();
    check(paramGroups().get(0));
    List<Parameter> params = paramGroups().get(0).params();
    if (params.isEmpty()) {
      return closure.getAsDouble();
    }
    Options options = paramGroups().get(0).options();
    Map<String, Object> state = state(options, params.get(0));
    return new LbfgsStep(options, params, state, root(), rateType(options), closure).run();
  }

  @Override
  protected void update() {}

  @Override
  protected void initialise(Options o, Parameter parameter, Map<String, Object> state) {
    state.put("func_evals", 0);
    state.put("n_iter", 0);
  }

  @Override
  protected Map<String, Object> readState(
      Options o, Parameter parameter, Map<String, Object> saved) {
    Map<String, Object> state = StateDict.copy(saved);
    List<Parameter> params = paramGroups().get(0).params();
    Tensor flat = Tensor.zeros(LbfgsStep.type(params), LbfgsStep.size(params));
    require(
        parameter == params.get(0),
        "the state of LBFGS belongs to the first parameter, got one for %s",
        parameter.name());
    saved.forEach(
        (key, value) -> {
          switch (key) {
            case "func_evals", "n_iter" -> state.put(key, ((Number) value).intValue());
            case "d", "prev_flat_grad" -> state.put(key, StateReader.value(key, value, flat));
            case "old_dirs", "old_stps" -> state.put(key, vectors(key, value, flat));
            case "t" -> state.put(key, cast(value, flat.dtype()));
            case "ro", "al", "H_diag", "prev_loss" -> {}
            default ->
                throw new OptionException("the state has " + key + ", which LBFGS does not keep");
          }
        });
    return state;
  }

  /** A length that was computed with a tensor as rate comes in the type of the parameters. */
  private static Object cast(Object saved, DType type) {
    return saved instanceof Tensor tensor ? Tensor.scalar(type, tensor.get(0)) : saved;
  }

  private static List<Object> vectors(String key, Object saved, Tensor like) {
    List<Object> vectors = new ArrayList<>();
    if (saved instanceof List<?> list) {
      list.forEach(value -> vectors.add(StateReader.value(key, value, like)));
    }
    return vectors;
  }
}
