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
import dev.lockstep.core.LiveNumber;
import dev.lockstep.core.OptionChecks;
import dev.lockstep.core.Options;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.torch.aten.Scalar;
import dev.lockstep.torch.aten.Vectors;
import dev.lockstep.torch.sqrt.SquareRoot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * One step of {@link LBFGS}, which is several iterations. All parameters together are one vector.
 *
 * <p>Where torch has tensors without dimensions and where Python floats is kept apart: {@link
 * Scalar}.
 */
final class LbfgsStep {
  private final Options options;
  private final List<Parameter> params;
  private final Map<String, Object> state;
  private final SquareRoot root;
  private final DoubleSupplier closure;
  private final DType type;

  // The memory: pairs of gradient differences and steps, with 1 / (their product).
  private final List<Tensor> oldDirs;
  private final List<Tensor> oldSteps;
  private final List<Scalar> ro;
  private Scalar hDiag;
  private Tensor d;
  private Scalar t;
  // The rate of this step.
  private final Scalar rate;
  private Tensor prevGrad;
  private double prevLoss;

  private Tensor grad;
  private double loss;
  private boolean optimal;
  private int evaluations;

  LbfgsStep(
      Options options,
      List<Parameter> params,
      Map<String, Object> state,
      SquareRoot root,
      RateType in,
      DoubleSupplier closure) {
    this.options = options;
    this.params = params;
    this.state = state;
    this.root = root;
    this.closure = closure;
    this.type = type(params);
    this.rate = in.scalar(options.get(LR));
    Tensor empty = Tensor.zeros(type, size(params));
    OptionChecks.require(
        empty.size() > 0,
        "LBFGS: max() of no elements; at least one parameter must have elements, got %s without",
        params.size());
    this.oldDirs = list("old_dirs", Tensor.class);
    this.oldSteps = list("old_stps", Tensor.class);
    this.ro = new ArrayList<>();
    list("ro", Object.class).forEach(value -> ro.add(scalar(value)));
    this.hDiag = scalar(state.getOrDefault("H_diag", 1.0));
    this.t = scalar(state.getOrDefault("t", 0.0));
    this.d = (Tensor) state.getOrDefault("d", empty);
    this.prevGrad = (Tensor) state.getOrDefault("prev_flat_grad", empty);
    this.prevLoss = state.get("prev_loss") instanceof Number number ? number.doubleValue() : 0;
    this.grad = empty;
  }

  /** The type of the vector of all parameters: the widest. */
  static DType type(List<Parameter> params) {
    boolean wide = params.stream().anyMatch(p -> p.value().dtype() == DType.F64);
    return wide ? DType.F64 : DType.F32;
  }

  /** Elements of all parameters. */
  static int size(List<Parameter> params) {
    return params.stream().mapToInt(p -> p.value().size()).sum();
  }

  /** Takes the step; returns the loss before it. */
  double run() {
    double original = closure.getAsDouble();
    loss = signed(original);
    evaluations = 1;
    count("func_evals", 1);
    gather();
    if (!optimal && options.get(MAX_ITER) > 0) {
      int iterations = 0;
      do {
        iterations++;
        count("n_iter", 1);
      } while (iterate(iterations == options.get(MAX_ITER)));
      save();
    }
    return original;
  }

  /** One iteration; returns whether another is to follow. */
  private boolean iterate(boolean last) {
    boolean first = number("n_iter") == 1;
    if (first) {
      forget();
    } else {
      remember();
      direct();
    }
    prevGrad = grad.copy();
    prevLoss = loss;
    t = first ? firstLength().times(rate) : rate;
    Floats.fit(params.get(0), t.value());
    Scalar slope = dot(grad, d);
    double tolerance = options.get(TOLERANCE_CHANGE);
    if (Scalar.python(-tolerance).isBelow(slope)) {
      return false;
    }
    int calls = 0;
    if (options.has(LINE_SEARCH_FN)) {
      calls = searchLine(slope);
    } else {
      move(t.value());
      if (!last) {
        loss = signed(closure.getAsDouble());
        gather();
        calls = 1;
      }
    }
    evaluations += calls;
    count("func_evals", calls);
    return !last
        && evaluations < options.get(MAX_EVAL)
        && !optimal
        && !isAtMost(Vectors.absMax(Vectors.times(d, t.value())), tolerance)
        && !(Math.abs(loss - prevLoss) < tolerance);
  }

  private void forget() {
    d = Vectors.times(grad, -1);
    oldDirs.clear();
    oldSteps.clear();
    ro.clear();
    hDiag = Scalar.python(1);
  }

  private void remember() {
    Tensor y = Vectors.minus(grad, prevGrad);
    Tensor s = Vectors.times(d, t.value());
    Scalar ys = dot(y, s);
    if (!Scalar.python(1e-10).isBelow(ys)) {
      return;
    }
    OptionChecks.require(
        options.get(HISTORY_SIZE) > 0,
        "LBFGS needs a history_size of at least 1, got %s",
        options.get(HISTORY_SIZE));
    if (oldDirs.size() == options.get(HISTORY_SIZE)) {
      oldDirs.remove(0);
      oldSteps.remove(0);
      ro.remove(0);
    }
    oldDirs.add(y);
    oldSteps.add(s);
    ro.add(Scalar.python(1).over(ys));
    hDiag = ys.over(dot(y, y));
  }

  /** The direction: the approximate inverse Hessian times the negative gradient, in two loops. */
  private void direct() {
    int memory = oldDirs.size();
    Scalar[] al = new Scalar[memory];
    Tensor q = Vectors.times(grad, -1);
    for (int i = memory - 1; i >= 0; i--) {
      al[i] = dot(oldSteps.get(i), q).times(ro.get(i));
      Vectors.add(q, -al[i].value(), oldDirs.get(i));
    }
    d = Vectors.times(q, hDiag.value());
    for (int i = 0; i < memory; i++) {
      Scalar be = dot(oldDirs.get(i), d).times(ro.get(i));
      Vectors.add(d, al[i].minus(be).value(), oldSteps.get(i));
    }
    state.put("al", List.of(al).stream().map(LbfgsStep::plain).toList());
  }

  private Scalar firstLength() {
    Scalar sum = Scalar.tensor(type, Vectors.absSum(grad));
    return Scalar.python(1).min(Scalar.python(1).over(sum));
  }

  private int searchLine(Scalar slope) {
    int most = options.get(MAX_EVAL) - evaluations;
    OptionChecks.require(
        most >= 0,
        "LBFGS with a line search needs a max_eval of at least 1, got %s",
        options.get(MAX_EVAL));
    List<Tensor> from = params.stream().map(p -> p.value().copy()).toList();
    StrongWolfe search =
        new StrongWolfe(
            new StrongWolfe.Point(Scalar.python(0), Scalar.python(loss), grad, slope),
            Scalar.tensor(type, Vectors.absMax(d)),
            length -> evaluate(from, length),
            root,
            most);
    StrongWolfe.Point found = search.search(t);
    loss = found.loss().value();
    grad = found.grad();
    t = found.t();
    move(t.value());
    optimal = isAtMost(Vectors.absMax(grad), options.get(TOLERANCE_GRAD));
    return search.evaluations();
  }

  private StrongWolfe.Point evaluate(List<Tensor> from, Scalar length) {
    move(length.value());
    Scalar there = Scalar.python(signed(closure.getAsDouble()));
    gather();
    for (int i = 0; i < params.size(); i++) {
      params.get(i).value().copyFrom(from.get(i));
    }
    return new StrongWolfe.Point(length, there, grad, dot(grad, d));
  }

  /** All gradients as one vector, negated to climb. */
  private void gather() {
    double sign = options.get(MAXIMIZE) ? -1 : 1;
    Tensor flat = Tensor.zeros(type, size(params));
    int at = 0;
    for (Parameter parameter : params) {
      Tensor value = parameter.value();
      if (parameter.hasGrad()) {
        Tensor from =
            parameter.hasSparseGrad() ? parameter.sparseGrad().toDense(value) : parameter.grad();
        for (int i = 0; i < value.size(); i++) {
          flat.set(at + i, sign * from.get(i));
        }
      }
      at += value.size();
    }
    grad = flat;
    optimal = isAtMost(Vectors.absMax(grad), options.get(TOLERANCE_GRAD));
  }

  /** Moves the parameters along the direction. */
  private void move(double length) {
    int at = 0;
    for (Parameter parameter : params) {
      Tensor value = parameter.value();
      Floats.fit(parameter, length);
      for (int i = 0; i < value.size(); i++) {
        value.set(i, moved(value.get(i), length, d.get(at + i)));
      }
      at += value.size();
    }
  }

  private double moved(double x, double length, double by) {
    return type == DType.F32
        ? Math.fma((float) length, (float) by, (float) x)
        : Math.fma(length, by, x);
  }

  private Scalar dot(Tensor x, Tensor y) {
    return Scalar.tensor(type, Vectors.dot(x, y));
  }

  private boolean isAtMost(double tensor, double bound) {
    return tensor <= type.round(bound);
  }

  private double signed(double given) {
    return options.get(MAXIMIZE) ? -given : given;
  }

  private int number(String key) {
    return state.get(key) instanceof Number number ? number.intValue() : 0;
  }

  private void count(String key, int more) {
    state.put(key, number(key) + more);
  }

  private void save() {
    state.put("d", d);
    state.put("t", t == rate ? rateItself() : plain(t));
    state.put("old_dirs", List.copyOf(oldDirs));
    state.put("old_stps", List.copyOf(oldSteps));
    state.put("ro", ro.stream().map(LbfgsStep::plain).toList());
    state.put("H_diag", plain(hDiag));
    state.put("prev_flat_grad", prevGrad);
    state.put("prev_loss", prevLoss);
  }

  /** A tensor as rate stands in the state itself: who fills it changes the length of that step. */
  private Object rateItself() {
    if (!(options.live(LR) instanceof LiveNumber held) || !rate.isTensor()) {
      return plain(rate);
    }
    Tensor tensor = held.plain();
    if (tensor.rank() == 0 || !tensor.isArray()) {
      return tensor;
    }
    return tensor.dtype() == DType.F32
        ? Tensor.view(tensor.floats(), tensor.offset())
        : Tensor.view(tensor.doubles(), tensor.offset());
  }

  private static Object plain(Scalar scalar) {
    DType of = scalar.type();
    return of == null ? scalar.value() : Tensor.scalar(of, scalar.value());
  }

  private static Scalar scalar(Object value) {
    return value instanceof Tensor tensor
        ? Scalar.tensor(tensor.dtype(), tensor.get(0))
        : Scalar.python(((Number) value).doubleValue());
  }

  private <T> List<T> list(String key, Class<T> element) {
    List<T> list = new ArrayList<>();
    if (state.get(key) instanceof List<?> saved) {
      saved.forEach(value -> list.add(element.cast(value)));
    }
    return list;
  }
}
