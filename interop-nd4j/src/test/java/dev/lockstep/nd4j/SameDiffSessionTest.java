package dev.lockstep.nd4j;

import static dev.lockstep.torch.optim.TorchOptions.lr;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.MindSporeOptions;
import dev.lockstep.mindspore.ValueAndGrad;
import dev.lockstep.mindspore.nn.Momentum;
import dev.lockstep.torch.optim.LBFGS;
import dev.lockstep.torch.optim.SGD;
import dev.lockstep.torch.optim.TorchOptions;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.factory.Nd4j;

class SameDiffSessionTest {
  /** The law: one training, two styles, the same parameters at every step. */
  @Property(tries = 10) // SameDiff takes its time
  void bothStylesGiveTheSameBitsAtEveryStep(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.01, max = 0.1) double rate) {
    Graph left = new Graph(seed);
    Graph right = new Graph(seed);
    List<String> names = List.of("w2", "b1", "w1");
    SameDiffSession torch = SameDiffSession.of(left.sd, names);
    SameDiffSession mindSpore = SameDiffSession.of(right.sd, names);
    SGD stepped =
        new SGD(
            torch.parameters(),
            lr(rate),
            TorchOptions.momentum(0.9),
            TorchOptions.weightDecay(0.01),
            Arithmetic.COMMON);
    Momentum applied =
        new Momentum(
            mindSpore.parameters(),
            MindSporeOptions.learningRate(rate),
            MindSporeOptions.momentum(0.9),
            MindSporeOptions.weightDecay(0.01),
            Arithmetic.COMMON);
    var gradOf = mindSpore.valueAndGrad(applied.parameterOrder());
    for (int step = 0; step < 4; step++) {
      stepped.zeroGrad();
      double loss = torch.backward(left.batch(step));
      stepped.step();
      ValueAndGrad found = gradOf.apply(right.batch(step));
      applied.apply(found.gradients());
      assertEquals(loss, found.value());
      assertEquals(Graph.bits(torch.parameters()), Graph.bits(mindSpore.parameters()));
    }
  }

  private static String refusal(SameDiff graph, String... names) {
    return String.valueOf(
        assertThrows(OptionException.class, () -> SameDiffSession.of(graph, List.of(names)))
            .getMessage());
  }

  @Test
  void whatIsNoVariableIsNamed() {
    SameDiff graph = new Graph(1).sd;
    assertEquals(
        "w3 is no variable of the graph; there are [b1, unused, w1, w2]", refusal(graph, "w3"));
    assertEquals(
        "loss is ARRAY in the graph, only a VARIABLE is trained; there are [b1, unused, w1, w2]",
        refusal(graph, "loss"));
    assertEquals("variable w1 is named twice; name it once", refusal(graph, "w1", "w1"));
  }

  @Test
  void aPassNeedsALossAndOpenArrays() {
    Graph graph = new Graph(1);
    SameDiffSession session = SameDiffSession.of(graph.sd);
    graph.sd.getVariable("unused").getArr().close();
    assertEquals(
        "the array of unused was closed; it must stay open as long as the session is used",
        assertThrows(IllegalStateException.class, () -> session.backward(graph.batch(0)))
            .getMessage());
    SameDiff lossless = SameDiff.create();
    lossless.var("w", Nd4j.ones(2)).mul("twice", 2.0);
    SameDiffSession without = SameDiffSession.of(lossless);
    lossless.setLossVariables(new String[0]);
    assertEquals(
        "the graph has no loss: call graph.setLossVariables before a pass",
        assertThrows(IllegalStateException.class, () -> without.backward(Map.of())).getMessage());
  }

  @Test
  void parametersAreTheVariablesOfTheGraph() {
    Graph graph = new Graph(1);
    SameDiffSession session = SameDiffSession.of(graph.sd);
    assertEquals(
        List.of("b1", "unused", "w1", "w2"),
        session.parameters().stream().map(Parameter::name).sorted().toList());
    SGD optimizer = new SGD(session.parameters(), lr(0.1));
    double first = session.backward(graph.batch(0));
    for (int i = 0; i < 20; i++) {
      session.step(optimizer, graph.batch(0));
    }
    assertTrue(session.backward(graph.batch(0)) < first);
  }

  @Test
  void gradientsAddUpAndWhatIsNotReachedHasNone() {
    Graph graph = new Graph(2);
    SameDiffSession session = SameDiffSession.of(graph.sd);
    session.backward(graph.batch(0));
    double once = session.parameter("w1").grad().get(0);
    session.backward(graph.batch(0));
    assertEquals(2 * once, session.parameter("w1").grad().get(0));
    session.zeroGrad();
    session.backward(graph.batch(0));
    assertEquals(once, session.parameter("w1").grad().get(0));
    assertFalse(session.parameter("unused").hasGrad());
    var gradOf = session.valueAndGrad(List.of(session.parameter("unused")));
    assertEquals(0, gradOf.apply(graph.batch(0)).gradients().get(0).get(0));
  }

  @Test
  void aClosureIsEvaluatedAsOftenAsTheOptimizerWants() {
    Graph graph = new Graph(3);
    SameDiffSession session = SameDiffSession.of(graph.sd, List.of("w2"));
    LBFGS optimizer = new LBFGS(session.parameters(), TorchOptions.lineSearchFn("strong_wolfe"));
    double before = session.step(optimizer, graph.batch(0));
    assertTrue(session.backward(graph.batch(0)) < before);
  }

  @Test
  void whatDoesNotFitIsNamed() {
    Graph graph = new Graph(4);
    SameDiffSession session = SameDiffSession.of(graph.sd);
    assertThrows(OptionException.class, () -> session.parameter("w3"));
    Parameter foreign = new Parameter("w1", Tensor.of(new float[20], 4, 5));
    assertThrows(OptionException.class, () -> session.valueAndGrad(List.of(foreign)));
    assertThrows(OptionException.class, () -> SameDiffSession.of(SameDiff.create()));
  }

  @Test
  void aVariableThatWasSetIsSeenByTheNextPass() {
    Graph graph = new Graph(5);
    SameDiffSession session = SameDiffSession.of(graph.sd);
    graph.sd.getVariable("w2").setArray(Nd4j.zeros(5, 2));
    assertEquals(0, session.parameter("w2").value().get(0));
    assertEquals(
        graph.y(0).mul(graph.y(0)).meanNumber().doubleValue(),
        session.backward(graph.batch(0)),
        1e-6);
  }
}
