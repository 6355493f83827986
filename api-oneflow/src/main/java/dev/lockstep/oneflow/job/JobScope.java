package dev.lockstep.oneflow.job;

import dev.lockstep.core.OptionException;
import org.jspecify.annotations.Nullable;

/**
 * The run of a job function that is under way in this thread.
 *
 * <p>Threads: each has its own.
 */
public final class JobScope {
  private static final ThreadLocal<@Nullable JobScope> CURRENT = new ThreadLocal<>();

  private final String job;
  private final JobType type;
  private final FunctionConfig config;
  private @Nullable Minimizer minimizer;
  private @Nullable Loss loss;

  private JobScope(String job, JobType type, FunctionConfig config) {
    this.job = job;
    this.type = type;
    this.config = config;
  }

  static JobScope open(String job, JobType type, FunctionConfig config) {
    if (CURRENT.get() != null) {
      throw new OptionException(job + " cannot be called inside another job function");
    }
    JobScope scope = new JobScope(job, type, config);
    CURRENT.set(scope);
    return scope;
  }

  void close() {
    CURRENT.remove();
  }

  static DataType dataType() {
    JobScope scope = CURRENT.get();
    return scope == null ? DataType.FLOAT : scope.config.dataType();
  }

  /**
   * Says what the run is to minimise, and by whom: what {@code optimizer.minimize(loss)} does.
   *
   * @throws OptionException outside a train job, or when called a second time in a run
   */
  public static void minimize(Minimizer minimizer, Loss loss) {
    JobScope scope = CURRENT.get();
    if (scope == null) {
      throw new OptionException("minimize must be called inside a job function");
    }
    if (scope.type != JobType.TRAIN) {
      throw new OptionException(
          "minimize in %s, a predict job; declare it with type = TRAIN".formatted(scope.job));
    }
    if (scope.minimizer != null) {
      throw new OptionException(
          "minimize is called twice in %s; use CombinedOptimizer for several optimizers"
              .formatted(scope.job));
    }
    scope.minimizer = minimizer;
    scope.loss = loss;
  }

  /** Ends a run: updates what it said that it minimises. */
  void train(Session session) {
    Minimizer by = minimizer;
    Loss what = loss;
    if (by != null && what != null) {
      by.train(session, job, what);
    } else if (type == JobType.TRAIN) {
      throw new OptionException(job + " is a train job but does not call minimize");
    }
  }
}
