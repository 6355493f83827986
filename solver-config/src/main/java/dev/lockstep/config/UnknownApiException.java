package dev.lockstep.config;

/** An API name for which Lockstep has no class. */
public final class UnknownApiException extends DefinitionException {
  private static final long serialVersionUID = 1;

  private UnknownApiException(String message) {
    super(message);
  }

  /** Names the API, with the reason if there is one. */
  static UnknownApiException of(String api) {
    String reason = Unsupported.reason(api).map(why -> ": " + why).orElse("");
    return new UnknownApiException("Lockstep has no class for " + api + reason);
  }

  @Override
  DefinitionException at(String path) {
    return new UnknownApiException(path + ": " + getMessage());
  }
}
