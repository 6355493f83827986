package dev.lockstep.porter;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What was done about a construct. */
public enum Action {
  /** It was rewritten. */
  @JsonProperty("changed")
  CHANGED,
  /** It stays and means the same on the other side, or does not concern the port. */
  @JsonProperty("kept")
  KEPT,
  /** It stays and is marked: it has no faithful counterpart here. */
  @JsonProperty("refused")
  REFUSED
}
