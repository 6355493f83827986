package dev.lockstep.oneflow.job;

/** What updates the variables after a run of a train job. */
public interface Minimizer {
  /**
   * Updates.
   *
   * @param job the name of the job, under which state is kept in the session
   */
  void train(Session session, String job, Loss loss);
}
