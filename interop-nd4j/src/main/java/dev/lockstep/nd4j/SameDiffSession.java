package dev.lockstep.nd4j;

import dev.lockstep.core.OptionChecks;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.ValueAndGrad;
import dev.lockstep.torch.optim.Optimizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A training loop of one's own over SameDiff's gradients, in torch's or in MindSpore's style.
 *
 * <pre>{@code
 * SameDiffSession session = SameDiffSession.of(graph);
 * var optimizer = new AdamW(session.parameters(), lr(1e-3));
 *
 * optimizer.zeroGrad();                                   // torch's style
 * double loss = session.backward(Map.of("x", x, "y", y));
 * optimizer.step();
 *
 * var gradOf = session.valueAndGrad(optimizer.parameterOrder());  // MindSpore's
 * optimizer.apply(gradOf.apply(Map.of("x", x, "y", y)).gradients());
 * }</pre>
 *
 * <p>Parameters are the buffers of the graph's variables, and gradients those that the graph
 * computes: nothing is copied. A variable that the loss does not depend on has no gradient, as in
 * torch.
 *
 * <p>Threads: one caller at a time.
 */
public final class SameDiffSession {
  private final SameDiff graph;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  // What the views lie in: kept alive, and closed when the next pass has made its own.
  private final Map<String, INDArray> variables = new LinkedHashMap<>();
  private final Map<String, INDArray> gradients = new LinkedHashMap<>();

  private SameDiffSession(SameDiff graph, Collection<String> names) {
    this.graph = graph;
    for (String name : names) {
      INDArray array = array(graph, name);
      OptionChecks.require(
          variables.put(name, array) == null, "variable %s is named twice; name it once", name);
      parameters.put(name, new Parameter(name, ArrayView.of(name, array)));
    }
    if (parameters.isEmpty()) {
      throw new OptionException("there is nothing to train: the graph has no variables");
    }
  }

  private static INDArray array(SameDiff graph, String name) {
    SDVariable variable = graph.hasVariable(name) ? graph.getVariable(name) : null;
    if (variable == null || variable.getVariableType() != VariableType.VARIABLE) {
      throw new OptionException(
          "%s is %s; there are %s"
              .formatted(
                  name,
                  variable == null
                      ? "no variable of the graph"
                      : variable.getVariableType() + " in the graph, only a VARIABLE is trained",
                  names(graph).stream().sorted().toList()));
    }
    return variable.getArr(true);
  }

  private static List<String> names(SameDiff graph) {
    return graph.variables().stream()
        .filter(variable -> variable.getVariableType() == VariableType.VARIABLE)
        .filter(variable -> variable.dataType().isFPType())
        .map(SDVariable::name)
        .toList();
  }

  /**
   * The variables of a graph whose loss is set, in the order of {@code graph.variables()}.
   *
   * @throws OptionException if a variable cannot be shared; see {@link ArrayView#of}
   */
  public static SameDiffSession of(SameDiff graph) {
    return of(graph, names(graph));
  }

  /** Some variables of a graph, in that order; the others stay as they are. */
  public static SameDiffSession of(SameDiff graph, Collection<String> names) {
    return new SameDiffSession(graph, names);
  }

  /** The parameters for an optimizer, in order. */
  public List<Parameter> parameters() {
    return List.copyOf(parameters.values());
  }

  /**
   * The parameter of that name.
   *
   * @throws OptionException if there is none
   */
  public Parameter parameter(String name) {
    Parameter parameter = parameters.get(name);
    if (parameter == null) {
      throw new OptionException("no variable %s; there are %s".formatted(name, variables.keySet()));
    }
    return parameter;
  }

  /** Forgets all gradients; an optimizer's {@code zeroGrad} does the same for its own. */
  public void zeroGrad() {
    parameters.values().forEach(Parameter::clearGrad);
  }

  /**
   * Torch's {@code loss.backward()}: gradients are added to those that the parameters have.
   *
   * @param placeholders the batch
   * @return the loss; the sum, if the graph has several
   */
  public double backward(Map<String, INDArray> placeholders) {
    Map<String, INDArray> old = new LinkedHashMap<>(gradients);
    double loss = pass(placeholders);
    for (Parameter parameter : parameters.values()) {
      INDArray array = gradients.get(parameter.name());
      if (array != null) {
        Tensor gradient = ArrayView.of(parameter.name(), array);
        if (parameter.hasGrad()) {
          add(parameter.grad(), gradient);
        }
        parameter.setGrad(gradient);
      } else if (parameter.hasGrad() && old.containsKey(parameter.name())) {
        gradients.put(parameter.name(), old.remove(parameter.name()));
      }
    }
    old.values().forEach(INDArray::close);
    return loss;
  }

  private static void add(Tensor old, Tensor gradient) {
    for (int i = 0; i < gradient.size(); i++) {
      gradient.set(i, old.get(i) + gradient.get(i));
    }
  }

  /**
   * Torch's {@code optimizer.step(closure)}: the closure forgets the gradients and runs a backward
   * pass; LBFGS calls it several times.
   *
   * @return the loss before the step
   */
  public double step(Optimizer optimizer, Map<String, INDArray> placeholders) {
    return optimizer.step(
        () -> {
          optimizer.zeroGrad();
          return backward(placeholders);
        });
  }

  /**
   * MindSpore's {@code value_and_grad}: a function that gives the loss of a batch and the gradients
   * of the weights, zeros where the loss does not depend on one.
   *
   * @param weights in the order of the gradients, for instance an optimizer's {@code
   *     parameterOrder()}
   */
  public Function<Map<String, INDArray>, ValueAndGrad> valueAndGrad(Collection<Parameter> weights) {
    List<Parameter> wanted = List.copyOf(weights);
    for (Parameter weight : wanted) {
      if (parameters.get(weight.name()) != weight) {
        throw new OptionException(
            "%s is not one of this session's parameters %s"
                .formatted(weight.name(), parameters.keySet()));
      }
    }
    return placeholders -> {
      Map<String, INDArray> old = new LinkedHashMap<>(gradients);
      double loss = pass(placeholders);
      old.values().forEach(INDArray::close);
      List<Tensor> found = new ArrayList<>();
      for (Parameter weight : wanted) {
        INDArray array = gradients.get(weight.name());
        found.add(array == null ? weight.value().zerosLike() : ArrayView.of(weight.name(), array));
      }
      return new ValueAndGrad(loss, found);
    };
  }

  /** Computes loss and gradients; {@link #gradients} are then the new ones. */
  private double pass(Map<String, INDArray> placeholders) {
    variables.forEach(this::checkInPlace);
    List<String> losses = graph.getLossVariables();
    if (losses.isEmpty()) {
      throw new IllegalStateException(
          "the graph has no loss: call graph.setLossVariables before a pass");
    }
    var found =
        graph.calculateGradientsAndOutputs(placeholders, losses, List.copyOf(parameters.keySet()));
    gradients.clear();
    found.getGradients().forEach((name, array) -> gradients.put(name, inRows(array)));
    double loss = 0;
    for (INDArray output : found.getOutputs().values()) {
      loss += output.sumNumber().doubleValue();
    }
    return loss;
  }

  /** A gradient may come as a transposed view; it is then copied. */
  private static INDArray inRows(INDArray array) {
    return array.isView() || array.ordering() != 'c' ? array.dup('c') : array;
  }

  private void checkInPlace(String name, INDArray array) {
    if (array.wasClosed()) {
      throw new IllegalStateException(
          "the array of %s was closed; it must stay open as long as the session is used"
              .formatted(name));
    }
    if (graph.getVariable(name).getArr() != array) {
      throw new IllegalStateException(
          "the array of %s was replaced (setArray, load): make another session".formatted(name));
    }
  }
}
