package dev.lockstep.config;

/** An API name for which Lockstep has no class. */
public final class UnknownApiException extends DefinitionException {
  private static final long serialVersionUID = 1;

  /** Names the API. */
  public UnknownApiException(String api) {
    super("Lockstep has no class for " + api);
  }
}
