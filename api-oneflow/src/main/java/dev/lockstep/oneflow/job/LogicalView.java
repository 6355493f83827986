package dev.lockstep.oneflow.job;

/** How a job sees several devices; on one it makes no difference. */
public enum LogicalView {
  /** {@code flow.scope.consistent_view()}: as one. */
  CONSISTENT,
  /** {@code flow.scope.mirrored_view()}: each by itself. */
  MIRRORED
}
