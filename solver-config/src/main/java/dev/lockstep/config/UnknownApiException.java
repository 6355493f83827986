package dev.lockstep.config;

/** An API name for which Lockstep has no class. */
public final class UnknownApiException extends DefinitionException {
  private static final long serialVersionUID = 1;

  private UnknownApiException(String message) {
    super(message);
  }

  /** Names the API. */
  static UnknownApiException of(String api) {
    return new UnknownApiException("Lockstep has no class for " + api);
  }

  @Override
  DefinitionException at(String path) {
    return new UnknownApiException(path + ": " + getMessage());
  }
}
