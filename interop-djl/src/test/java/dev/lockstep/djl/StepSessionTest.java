package dev.lockstep.djl;

import static dev.lockstep.mindspore.MindSporeOptions.learningRate;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.mindspore.MindSporeOptions;
import dev.lockstep.mindspore.ValueAndGrad;
import dev.lockstep.mindspore.nn.Momentum;
import dev.lockstep.torch.optim.Adam;
import dev.lockstep.torch.optim.LBFGS;
import dev.lockstep.torch.optim.SGD;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StepSessionTest {
  private final NDManager manager = NDManager.newBaseManager(Device.cpu());
  private final NDArray w = manager.create(new float[] {1, -2, 3});
  private final NDArray unused = manager.create(new float[] {7});
  private final StepSession session = StepSession.of(arrays());

  private Map<String, NDArray> arrays() {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    arrays.put("w", w);
    arrays.put("unused", unused);
    return arrays;
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private NDArray squares() {
    return w.square().sum();
  }

  @Test
  void parametersAreTheMemoryOfTheEngine() {
    assertTrue(session.isShared());
    session.parameter("w").value().set(1, 5);
    assertArrayEquals(new float[] {1, 5, 3}, w.toFloatArray());
    w.muli(2);
    assertEquals(10, session.parameter("w").value().get(1));
  }

  @Test
  void gradientsAddUpUntilTheyAreForgotten() {
    assertEquals(14, session.backward(this::squares));
    session.backward(this::squares);
    assertEquals(-8, session.parameter("w").grad().get(1));
    session.zeroGrad();
    session.backward(this::squares);
    assertEquals(-4, session.parameter("w").grad().get(1));
  }

  /** An engine on the CPU takes Java's memory for its own, which must not be freed under it. */
  @Test
  void copiesOutliveACollectionOfGarbage() {
    StepSession copied = StepSession.of(arrays(), false);
    for (int i = 0; i < 20; i++) {
      copied.zeroGrad();
      copied.backward(
          () -> {
            System.gc();
            return squares();
          });
      assertEquals(-4, copied.parameter("w").grad().get(1));
      assertFalse(copied.parameter("unused").hasGrad());
    }
  }

  @Test
  void whatThePassDidNotReachHasNoGradient() {
    session.backward(this::squares);
    assertFalse(session.parameter("unused").hasGrad());
    session.backward(() -> w.mul(unused).sum());
    assertTrue(session.parameter("unused").hasGrad());
  }

  /** As if the gradient was made anew: -0.0 is not turned into 0.0. */
  @Test
  void aGradientKeepsTheSignOfZero() {
    session.backward(() -> w.mul(manager.create(new float[] {-0f, 0f, 1f})).sum());
    assertEquals("80000000", Long.toHexString(session.parameter("w").grad().bits(0)));
    assertEquals(0, session.parameter("w").grad().bits(1));
  }

  @Test
  void aGradientOfOnesOwnIsAddedTo() {
    session.backward(this::squares);
    Parameter parameter = session.parameter("w");
    parameter.setGrad(dev.lockstep.core.Tensor.of(new float[] {100, 100, 100}));
    session.backward(this::squares);
    assertEquals(96, parameter.grad().get(1));
  }

  @Test
  void zerosForWhatMindSporesLossDoesNotDependOn() {
    var gradOf =
        session.<Float>valueAndGrad(
            factor -> squares().mul(manager.create(factor)), session.parameters());
    ValueAndGrad first = gradOf.apply(1f);
    assertEquals(14, first.value());
    assertEquals(0, first.gradients().get(1).bits(0));
    assertEquals(-12, gradOf.apply(3f).gradients().get(0).get(1));
  }

  @Test
  void torchSkipsWhatHasNoGradientMindSporeDecaysIt() {
    SGD torch =
        new SGD(
            session.parameters(), lr(0.5), dev.lockstep.torch.optim.TorchOptions.weightDecay(1));
    session.backward(this::squares);
    torch.step();
    assertEquals(7, unused.getFloat());
    Momentum mindSpore =
        new Momentum(
            session.parameters(),
            learningRate(0.5),
            MindSporeOptions.momentum(0.0),
            MindSporeOptions.weightDecay(1.0));
    var gradOf = session.<Integer>valueAndGrad(x -> squares(), mindSpore.parameterOrder());
    mindSpore.apply(gradOf.apply(0).gradients());
    assertEquals(3.5f, unused.getFloat());
  }

  @Test
  void anArrayThatWasSetIsSeenByTheNextPass() {
    w.set(new float[] {10, 10, 10});
    assertEquals(300, session.backward(this::squares));
    assertEquals(10, session.parameter("w").value().get(0));
    new SGD(session.parameters(), lr(0.5)).step();
    assertArrayEquals(new float[3], w.toFloatArray());
  }

  @Test
  void aClosureIsEvaluatedAsOftenAsTheOptimizerWants() {
    LBFGS optimizer = new LBFGS(List.of(session.parameter("w")));
    assertEquals(14, session.step(optimizer, this::squares));
    assertEquals(0, session.backward(this::squares), 1e-6); // quadratic: one step reaches it
  }

  @Test
  void doublePrecisionToo() {
    NDArray d = manager.create(new double[] {0.1, 0.2});
    StepSession doubles = StepSession.of(Map.of("d", d));
    doubles.backward(() -> d.square().sum());
    new SGD(doubles.parameters(), lr(1)).step();
    assertArrayEquals(new double[] {0.1 - 0.2, 0.2 - 0.4}, d.toDoubleArray());
  }

  @Test
  void scalarsAndEmptyArrays() {
    NDArray scalar = manager.create(3f);
    NDArray empty = manager.create(new Shape(0), DataType.FLOAT32);
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    arrays.put("scalar", scalar);
    arrays.put("empty", empty);
    StepSession both = StepSession.of(arrays);
    both.backward(scalar::square);
    new Adam(both.parameters(), lr(1)).step();
    assertEquals(2, scalar.getFloat(), 1e-6);
  }

  /** A view lies in the order of another array; the parameter has its own. */
  @Test
  void aTransposedArrayIsBroughtIntoRowOrder() {
    NDArray turned = manager.arange(6f).reshape(2, 3).transpose();
    StepSession views = StepSession.of(Map.of("turned", turned));
    assertEquals(3, views.parameters().get(0).value().get(1));
    assertArrayEquals(new float[] {0, 3, 1, 4, 2, 5}, turned.toFloatArray());
  }

  @Test
  void aGradientThatIsThereAlreadyStays() {
    NDArray v = manager.create(new float[] {2});
    v.setRequiresGradient(true);
    try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
      collector.backward(v.square());
    }
    StepSession later = StepSession.of(Map.of("v", v));
    assertEquals(4, later.bounds().get(0).gradient().get(0));
  }

  @Test
  void theLossMustBeOneNumber() {
    var refused = assertThrows(IllegalArgumentException.class, () -> session.backward(w::square));
    assertEquals(
        "the loss must be a single number, got the shape (3); take its mean or its sum",
        refused.getMessage());
    assertEquals(14, session.backward(this::squares), "the collector is free again");
  }

  @Test
  void integersAreNotTrained() {
    NDArray counts = manager.create(new int[] {1});
    var refused =
        assertThrows(OptionException.class, () -> StepSession.of(Map.of("counts", counts)));
    assertEquals(
        "parameter counts is int32; optimizers take float32 and float64", refused.getMessage());
  }

  @Test
  void anArrayIsBoundOnce() {
    Map<String, NDArray> twice = new LinkedHashMap<>();
    twice.put("a", unused);
    twice.put("b", unused);
    assertEquals(
        "a and b are one array; bind it once, under one name",
        assertThrows(OptionException.class, () -> StepSession.of(twice)).getMessage());
  }

  @Test
  @SuppressWarnings("NullAway") // what a caller without null checks does
  void aPassGivesALoss() {
    assertEquals(
        "the loss of the forward pass must be given, got null",
        assertThrows(OptionException.class, () -> session.backward(() -> null)).getMessage());
    assertEquals(14, session.backward(this::squares), "the collector is free again");
  }

  @Test
  void foreignWeightsAreNamed() {
    Parameter foreign = new Parameter("foreign", dev.lockstep.core.Tensor.of(new float[1]));
    var refused =
        assertThrows(OptionException.class, () -> session.valueAndGrad(x -> w, List.of(foreign)));
    assertEquals(
        "foreign is not one of this session's parameters [w, unused]", refused.getMessage());
  }

  @Test
  void aClosedArrayIsAnErrorNotACrash() {
    w.close();
    assertEquals(
        "the array of w was closed; it must stay open as long as the session is used",
        assertThrows(IllegalStateException.class, () -> session.backward(unused::square))
            .getMessage());
    session.parameter("w").value().fill(1); // Java's memory stays
  }
}
