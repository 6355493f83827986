package dev.lockstep.porter;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a decision keeps the numbers. */
public enum Safety {
  /** The numbers stay, as far as the verdict says. */
  @JsonProperty("safe")
  SAFE,
  /** Numbers may change; made only when asked for. */
  @JsonProperty("unsafe")
  UNSAFE
}
