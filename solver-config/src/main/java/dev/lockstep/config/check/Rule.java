package dev.lockstep.config.check;

import static dev.lockstep.config.check.Severity.ERROR;
import static dev.lockstep.config.check.Severity.WARNING;

import java.util.Locale;

/** What a finding may be about. Each has a sentence in both languages and a page in doc/rules. */
public enum Rule {
  /** The text is no JSON, or no YAML. */
  SYNTAX(ERROR),
  /** The bytes are no UTF-8. */
  ENCODING(ERROR),
  /** The document is too large. */
  SIZE_LIMIT(ERROR),
  /** Values are nested too deep. */
  DEPTH_LIMIT(ERROR),
  /** There are too many values, aliases counted by what they stand for. */
  VALUE_LIMIT(ERROR),
  /** A key stands twice in one object. */
  DUPLICATE_KEY(ERROR),
  /** An alias without its anchor before it. */
  UNKNOWN_ALIAS(ERROR),
  /** A number that a double cannot hold. */
  NUMBER_RANGE(ERROR),
  /** A field that definitions do not have. */
  UNKNOWN_FIELD(ERROR),
  /** A field that must be there. */
  MISSING_FIELD(ERROR),
  /** A field of the wrong type. */
  WRONG_TYPE(ERROR),
  /** A framework that there is not. */
  UNKNOWN_FRAMEWORK(ERROR),
  /** A class that the framework does not have, or Lockstep does not. */
  UNKNOWN_API(ERROR),
  /** An option that the class does not have. */
  UNKNOWN_OPTION(ERROR),
  /** An option without default that was not given. */
  MISSING_OPTION(ERROR),
  /** A value that the framework refuses. */
  OPTION_REFUSED(ERROR),
  /** Options that the framework refuses together. */
  OPTIONS_CONFLICT(ERROR),
  /** A constructor that refuses everything together, for another reason. */
  REFUSED(ERROR),
  /** A learning rate that is true or false. */
  RATE_IS_BOOLEAN(WARNING),
  /** A number that is NaN or infinite and is accepted. */
  NOT_FINITE(WARNING),
  /** A list of rates without any. */
  EMPTY_RATES(WARNING),
  /** No parameters at all. */
  NO_PARAMETERS(ERROR),
  /** A group without parameters where that is refused. */
  EMPTY_GROUP(ERROR),
  /** A group without parameters where that is accepted. */
  IDLE_GROUP(WARNING),
  /** A group that does not say which parameters. */
  MISSING_PARAMS(ERROR),
  /** A key that a MindSpore group may not have. */
  GROUP_KEY_REFUSED(ERROR),
  /** A key of a group that has no effect. */
  GROUP_KEY_IGNORED(WARNING),
  /** A value in a group that is not checked when the optimizer is made. */
  GROUP_OPTION_UNCHECKED(WARNING),
  /** A parameter in two groups, or twice where that is refused. */
  DUPLICATE_PARAMETER(ERROR),
  /** A parameter twice in a group where that is accepted. */
  REPEATED_PARAMETER(WARNING),
  /** A name that no parameter has. */
  UNKNOWN_PARAMETER(ERROR),
  /** A pattern that selects nothing. */
  NOTHING_MATCHES(ERROR),
  /** A parameter that no group trains. */
  UNTRAINED_PARAMETER(WARNING),
  /** Some parameters with names, others without. */
  MIXED_NAMES(ERROR),
  /** Parameters in a set where that is refused. */
  SET_REFUSED(ERROR),
  /** Parameters in a set where that is accepted. */
  SET_WITHOUT_ORDER(WARNING),
  /** A bare parameter where a list is due. */
  BARE_PARAMETER(ERROR),
  /** A generator that is empty when it is used. */
  GENERATOR_EXHAUSTED(ERROR),
  /** A parameter of a kind that the optimizer does not take. */
  PARAMETER_REFUSED(ERROR),
  /** Another key beside order_params. */
  ORDER_NOT_ALONE(ERROR),
  /** An order that is not as long as the groups together. */
  ORDER_LENGTH(ERROR),
  /** A parameter in the order that is in no group, or twice. */
  ORDER_FOREIGN(ERROR),
  /** An empty order, or one that a later one replaces. */
  ORDER_IGNORED(WARNING),
  /** Lists of rates of different lengths. */
  RATES_LENGTH(ERROR),
  /** Milestones that are not sorted. */
  UNSORTED_MILESTONES(WARNING),
  /** Pet's ADAM, which takes no groups. */
  PET_GROUPS_IGNORED(WARNING),
  /** Pet's RMSPROP, which is not given the base rate. */
  PET_RATE_IGNORED(WARNING),
  /** Pet's STEP_COSINE, which fails at the last milestone. */
  PET_STEP_COSINE(WARNING),
  /** Lengths in epochs without the length of an epoch. */
  PET_EPOCH_LENGTH(WARNING),
  /** A schedule of a job function whose rate and steps are swapped, as in a published guide. */
  JOB_RATE_SWAPPED(WARNING),
  /** One scale for several boundaries, which is repeated, not compounded. */
  JOB_SCALE_REPEATED(WARNING),
  /** A warm-up of a job function, which is not added in front of the decay. */
  JOB_WARMUP_INSIDE(WARNING);

  private final Severity severity;

  Rule(Severity severity) {
    this.severity = severity;
  }

  /** Its name in reports and in the guide: {@code duplicate-key}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How bad it is. */
  public Severity severity() {
    return severity;
  }
}
