package dev.lockstep.benchmarks;

import dev.lockstep.core.Arithmetic;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One step through the torch-style facade, for profilers; ratios come from the race. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StepBenchmark {
  /** What is stepped: a name of {@link Work}. */
  @Param({"sgd", "momentum", "adam", "adamw", "amsgrad", "momentum-decay", "adam-decay"})
  public String optimizer = "adam";

  /** In which arithmetic. */
  @Param({"NATIVE", "COMMON"})
  public Arithmetic arithmetic = Arithmetic.NATIVE;

  /** Number of tensors. */
  @Param("1")
  public int tensors = 1;

  /** Elements in a tensor. */
  @Param({"1000", "1000000"})
  public int size = 1000;

  private Subject subject =
      LockstepContestant.subject(optimizer, arithmetic, 1, List.of(List.of(1)));

  /** Makes the optimizer. */
  @Setup
  public void make() {
    Layout layout = Layout.equal("", tensors, size);
    subject = LockstepContestant.subject(optimizer, arithmetic, 1, List.of(layout.decayed()));
  }

  /** Takes a step. */
  @Benchmark
  public void step() {
    subject.step();
  }
}
