package dev.lockstep.oneflow.job;

import static dev.lockstep.oneflow.optimizer.OptimizerOptions.doBiasCorrection;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.gradClipping;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.lossScale;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.momentum;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.trainStepLbn;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.variables;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.weightDecay;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.weightDecayExcludes;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.weightDecayIncludes;
import static dev.lockstep.oneflow.optimizer.RateOptions.boundaries;
import static dev.lockstep.oneflow.optimizer.RateOptions.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.oneflow.optimizer.Adam;
import dev.lockstep.oneflow.optimizer.AdamW;
import dev.lockstep.oneflow.optimizer.CombinedOptimizer;
import dev.lockstep.oneflow.optimizer.GradClipping;
import dev.lockstep.oneflow.optimizer.LAMB;
import dev.lockstep.oneflow.optimizer.LARS;
import dev.lockstep.oneflow.optimizer.LazyAdam;
import dev.lockstep.oneflow.optimizer.LossScale;
import dev.lockstep.oneflow.optimizer.LrScheduler;
import dev.lockstep.oneflow.optimizer.PiecewiseConstantScheduler;
import dev.lockstep.oneflow.optimizer.RMSProp;
import dev.lockstep.oneflow.optimizer.SGD;
import dev.lockstep.oneflow.optimizer.SGDW;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Train and predict jobs over one variable {@code w}, whose loss has the gradient {@code x}. */
class JobTest {
  // One rounding of a float32 number near 1.
  private static final double ROUNDING = 1e-7;

  // 1 - 0.999 in float32 is 4.7e-5 of itself too large; a step of 0.32 feels half of that.
  private static final double SECOND_MOMENT = 1e-5;

  private final Session session = new Session();
  private final LrScheduler constant = new PiecewiseConstantScheduler(boundaries(), values(0.1));
  private Minimizer minimizer = new SGD(constant, momentum(0));
  private Regularizer regularizer = Regularizer.NONE;

  public FunctionConfig config() {
    return new FunctionConfig().enableAutoMixedPrecision(true);
  }

  private Parameter weight() {
    return session.variable("w", regularizer, () -> 1, 1);
  }

  /** The loss {@code x * w}. */
  private record Product(Parameter w, float x) implements Loss {
    @Override
    public double value() {
      return x * w.value().get(0);
    }

    @Override
    public Map<Parameter, Tensor> gradients(double scale) {
      return Map.of(w, Tensor.of(new float[] {(float) (x * scale)}, 1));
    }
  }

  @GlobalFunction(type = JobType.TRAIN, functionConfig = "config")
  public double trainJob(@Placeholder(shape = 1) Tensor x) {
    Loss loss = new Product(weight(), (float) x.get(0));
    try (Placement scope = Placement.scope("gpu", "0:0")) {
      assertEquals("gpu 0:0", scope.toString());
      JobScope.minimize(minimizer, loss);
    }
    return loss.value();
  }

  @GlobalFunction
  public double predictJob(@Placeholder(shape = 1) Tensor x) {
    return x.get(0) * weight().value().get(0);
  }

  @GlobalFunction
  public double minimizingPredictJob(@Placeholder(shape = 1) Tensor x) {
    return trainJob(x);
  }

  @GlobalFunction(type = JobType.TRAIN)
  public double twiceJob(@Placeholder(shape = 1) Tensor x) {
    return trainJob(x) + trainJob(x);
  }

  @GlobalFunction(type = JobType.TRAIN)
  public void idleJob() {}

  @GlobalFunction
  public int labelsJob(@Placeholder(shape = 3, dtype = DataType.INT32) int[] labels) {
    return labels.length;
  }

  public void noJob() {}

  private static Tensor x(float value) {
    return Tensor.of(new float[] {value}, 1);
  }

  private double trained(float... gradients) {
    Job job = session.job(this, "trainJob");
    for (float gradient : gradients) {
      job.run(x(gradient));
    }
    return weight().value().get(0);
  }

  @Test
  void aTrainJobAndAPredictJobShareTheirVariables() {
    assertEquals(1.0, session.job(this, "trainJob").run(x(1)));
    Object predicted = session.job(this, "predictJob").run(x(2));
    assertEquals(1.8, (double) predicted, 2 * ROUNDING);
    assertTrue(Placement.current().isEmpty());
  }

  @Test
  void typeIsPredictAndTheConfigNoneUnlessDeclared() {
    Job predict = session.job(this, "predictJob");
    assertEquals(JobType.PREDICT, predict.type());
    assertFalse(predict.config().mixedPrecision());
    assertTrue(session.job(this, "trainJob").config().mixedPrecision());
  }

  @Test
  void wrongJobsAndArgumentsAreRefused() {
    assertThrows(OptionException.class, () -> session.job(this, "noJob"));
    assertThrows(OptionException.class, () -> session.job(this, "missing"));
    Job train = session.job(this, "trainJob");
    assertThrows(OptionException.class, train::run);
    assertThrows(OptionException.class, () -> train.run(Tensor.of(new float[2], 2)));
    assertThrows(OptionException.class, () -> train.run(Tensor.of(new double[1], 1)));
    Job labels = session.job(this, "labelsJob");
    assertEquals(3, labels.run((Object) new int[3]));
    assertThrows(OptionException.class, () -> labels.run((Object) new int[4]));
  }

  @Test
  void minimizeBelongsOnceIntoATrainJob() {
    Job predict = session.job(this, "minimizingPredictJob");
    assertThrows(OptionException.class, () -> predict.run(x(1)));
    Job twice = session.job(this, "twiceJob");
    assertThrows(OptionException.class, () -> twice.run(x(1)));
    Job idle = session.job(this, "idleJob");
    assertThrows(OptionException.class, idle::run);
    Loss loss = new Product(weight(), 1);
    assertThrows(OptionException.class, () -> JobScope.minimize(minimizer, loss));
    assertEquals(1, weight().value().get(0));
  }

  @Test
  void momentumIsNineTenthsUnlessGivenWithTheRateInside() {
    minimizer = new SGD(constant);
    // m = -0.1, then m = -0.09 - 0.1
    assertEquals(1 - 0.1 - 0.19, trained(1, 1), 2 * ROUNDING);
  }

  @Test
  void theTrainStepChoosesTheRateAndHasAName() {
    LrScheduler falling = new PiecewiseConstantScheduler(boundaries(0), values(0.1, 0.01));
    minimizer = new SGD(falling, momentum(0), trainStepLbn("step"));
    assertEquals(1 - 0.1 - 0.01, trained(1, 1), 2 * ROUNDING);
    assertEquals(2, session.trainStep("step"));
  }

  @Test
  void aGradientIsClippedThenRegularized() {
    regularizer = Regularizer.ofL2(0.5);
    minimizer = new SGD(constant, momentum(0), gradClipping(GradClipping.byGlobalNorm(1)));
    // 4 clipped to 1, plus 0.5 of the variable
    assertEquals(1 - 0.1 * 1.5, trained(4), 2 * ROUNDING);
  }

  @Test
  void aRunThatIsNotFiniteIsSkippedUnderADynamicScale() {
    minimizer = new SGD(constant, momentum(0), lossScale(LossScale.dynamic(8, 1, 2)));
    assertEquals(1, trained(Float.POSITIVE_INFINITY));
    assertEquals(0.9, trained(1), ROUNDING);
  }

  @Test
  void aStaticScaleIsTakenOutOfTheGradientsAgain() {
    minimizer = new SGD(constant, momentum(0), lossScale(LossScale.fixed(1024)));
    assertEquals(0.9, trained(1), ROUNDING);
  }

  @Test
  void decayGoesByPatternsInTheNames() {
    minimizer = new SGDW(constant, momentum(0), weightDecay(0.5), weightDecayIncludes("w"));
    assertEquals(0.95, trained(0), ROUNDING);
    minimizer = new SGDW(constant, momentum(0), weightDecay(0.5), weightDecayExcludes("w"));
    assertEquals(0.95, trained(0), ROUNDING);
    assertThrows(
        OptionException.class,
        () -> new SGDW(constant, weightDecayIncludes("w"), weightDecayExcludes("w")));
  }

  @Test
  void adamDoesNotCorrectUnlessAskedTo() {
    minimizer = new Adam(constant);
    // m = 0.1, v = 0.001
    assertEquals(1 - 0.1 * 0.1 / Math.sqrt(0.001), trained(1), SECOND_MOMENT);
  }

  @Test
  void correctedAdamTakesAFirstStepOfTheRate() {
    minimizer = new LazyAdam(constant);
    assertEquals(0.9, trained(1), SECOND_MOMENT);
    minimizer = new AdamW(constant, doBiasCorrection(true), weightDecay(0));
    assertEquals(0.8, trained(1), SECOND_MOMENT);
  }

  @Test
  void larsAndLambScaleTheStepToTheVariable() {
    minimizer = new LARS(constant);
    // the trust is 1e-4 * 1/1
    assertEquals(1 - 0.1 * 1e-4, trained(1), ROUNDING);
    double before = weight().value().get(0);
    minimizer = new LAMB(constant);
    assertEquals(before * 0.9, trained(1), 1e-5);
  }

  @Test
  void rmsPropDividesByTheRootMeanSquare() {
    minimizer = new RMSProp(constant);
    assertEquals(1 - 0.1 / Math.sqrt(0.01), trained(1), 1e-5);
  }

  @Test
  void combinedOptimizersTakeTheirOwnVariables() {
    minimizer = new CombinedOptimizer(new SGD(constant, momentum(0), variables("v")));
    assertEquals(1, trained(1));
    minimizer =
        new CombinedOptimizer(new SGD(constant, momentum(0)), new SGDW(constant, momentum(0)));
    Job train = session.job(this, "trainJob");
    assertThrows(OptionException.class, () -> train.run(x(1)));
  }
}
