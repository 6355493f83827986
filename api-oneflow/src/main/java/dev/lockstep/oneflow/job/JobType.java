package dev.lockstep.oneflow.job;

/** What a job function is for. */
public enum JobType {
  /** Calls {@code minimize} once. */
  TRAIN,
  /** Never does. */
  PREDICT
}
