package dev.lockstep.conformance;

import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.SparseRows;
import dev.lockstep.core.Tensor;
import dev.lockstep.torch.optim.Optimizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A torch-style optimizer under replay. */
final class TorchSubject extends GroupSubject {
  private final GoldenCase golden;
  private final Optimizer optimizer;
  private final List<Parameter> parameters;

  TorchSubject(GoldenCase golden, Optimizer optimizer, List<Parameter> parameters) {
    super(optimizer.paramGroups());
    this.golden = golden;
    this.optimizer = optimizer;
    this.parameters = parameters;
  }

  @Override
  public void compareBefore(Recorded step, Comparison comparison) {
    Optional<Recorded> loss = step.find("loss_at_start");
    if (loss.isPresent()) {
      closure()
          .ifPresent(
              c ->
                  comparison.word(
                      "loss_at_start", "loss", loss.get(), golden.dtype(), c.getAsDouble()));
    }
  }

  @Override
  public void step(Recorded step) {
    Optional<QuadraticClosure> closure = closure();
    if (closure.isPresent()) {
      optimizer.step(closure.get());
      return;
    }
    Recorded grads = step.get("grads");
    for (Parameter parameter : parameters) {
      setGrad(parameter, grads.get(parameter.name()));
    }
    optimizer.step();
  }

  @Override
  public void change(Recorded step) {
    Optional<Recorded> options = step.find("options");
    for (int i = 0; options.isPresent() && i < optimizer.paramGroups().size(); i++) {
      ParamGroup group = optimizer.paramGroups().get(i);
      GoldenCase.plainMap(options.get().list().get(i))
          .forEach((name, value) -> Subject.set(group, optimizer.signature().key(name), value));
    }
  }

  @Override
  public void resume(Subject before) {
    optimizer.loadStateDict(((TorchSubject) before).optimizer.stateDict());
  }

  private void setGrad(Parameter parameter, Recorded grad) {
    if (grad.isNull()) {
      parameter.clearGrad();
    } else if (grad.json().isObject()) {
      parameter.setGrad(rows(grad, parameter.value().shape()));
    } else {
      parameter.setGrad(grad.tensor(golden.dtype(), parameter.value().shape()));
    }
  }

  /** Rows along the first dimension; each is flat. */
  private SparseRows rows(Recorded grad, int[] shape) {
    int[] rows = grad.get("rows").shape();
    int[] block = shape.clone();
    block[0] = rows.length;
    Tensor values = Tensor.zeros(golden.dtype(), block);
    int at = 0;
    for (Recorded row : grad.get("values").list()) {
      for (Recorded word : row.list()) {
        if (at == values.size()) {
          throw new GoldenException(row.path() + " does not fit the parameter");
        }
        values.set(at++, word.real(golden.dtype()));
      }
    }
    return new SparseRows(rows, values);
  }

  private Optional<QuadraticClosure> closure() {
    return golden.closure().map(c -> new QuadraticClosure(c, golden.dtype(), parameters));
  }

  @Override
  public void compareState(Recorded state, Comparison comparison, boolean counts) {
    if (golden.closure().isPresent()) {
      compareCounters(state, comparison);
      return;
    }
    for (Parameter parameter : parameters) {
      String slot = "state." + parameter.name();
      Recorded recorded = state.get(parameter.name());
      Map<String, Object> actual = optimizer.state(parameter);
      Set<String> keys = new LinkedHashSet<>(recorded.keys());
      comparison.same(slot, keys, actual.keySet());
      for (String key : keys) {
        comparison.state(slot + "." + key, key, recorded.get(key), actual.get(key), counts);
      }
    }
  }

  /** LBFGS keeps one state, at the first parameter; the trace has its counters. */
  private void compareCounters(Recorded state, Comparison comparison) {
    Map<String, Object> actual = optimizer.state(parameters.get(0));
    for (String key : state.keys()) {
      comparison.plain("state." + key, state.get(key), actual.get(key));
    }
  }

  /** In place: loading would cast. Numbers count by themselves. */
  @Override
  public void restoreState(Recorded state) {
    for (Parameter parameter : parameters) {
      Subject.restore(state.get(parameter.name()), optimizer.state(parameter));
    }
  }
}
