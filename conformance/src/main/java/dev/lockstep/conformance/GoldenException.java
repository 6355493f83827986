package dev.lockstep.conformance;

/** A golden file or case that cannot be read; the message says where. */
public final class GoldenException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** An error with its message. */
  public GoldenException(String message) {
    super(message);
  }
}
