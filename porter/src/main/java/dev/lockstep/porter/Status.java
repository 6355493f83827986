package dev.lockstep.porter;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What became of a file. */
public enum Status {
  /** Everything that had to change was changed. */
  @JsonProperty("ported")
  PORTED,
  /** Something was refused. */
  @JsonProperty("partly")
  PARTLY,
  /** There was nothing that could be ported. */
  @JsonProperty("untouched")
  UNTOUCHED,
  /** It could not be read as Python. */
  @JsonProperty("error")
  ERROR
}
