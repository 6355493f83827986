package dev.lockstep.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An optimizer as data: its API, options, parameters, groups and schedulers.
 *
 * <p>Values of options are what JSON knows: {@code Integer}, {@code Long}, {@code BigInteger},
 * {@code Double}, {@code Boolean}, {@code String}, lists, maps and null (Python's {@code None}).
 * Whole and floating numbers stay apart, because frameworks tell them apart. A schedule is {@code
 * {"schedule": "nn.CosineDecayLR", "args": {...}}}, a list of rates a list or {@code {"list":
 * [...]}}.
 *
 * <p>Immutable.
 *
 * @param framework {@code torch}, {@code mindspore}, ...
 * @param version the framework's version, or empty
 * @param api the name, in full ({@code mindspore.nn.Momentum}) or within the framework ({@code
 *     nn.Momentum})
 * @param options keyword arguments of the constructor, in order
 * @param parameters the parameters, in order
 * @param groups the groups, in order; none means one flat list of all parameters
 * @param schedulers schedulers attached to the optimizer, in order
 * @param stepsPerEpoch optimizer steps in an epoch; 0 if not given
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Definition(
    String framework,
    String version,
    String api,
    Map<String, @Nullable Object> options,
    List<ParameterDefinition> parameters,
    List<GroupDefinition> groups,
    List<SchedulerDefinition> schedulers,
    @JsonProperty("steps_per_epoch") int stepsPerEpoch) {

  /** Absent parts become empty. */
  public Definition(
      @Nullable String framework,
      @Nullable String version,
      @Nullable String api,
      @Nullable Map<String, @Nullable Object> options,
      @Nullable List<ParameterDefinition> parameters,
      @Nullable List<GroupDefinition> groups,
      @Nullable List<SchedulerDefinition> schedulers,
      @JsonProperty("steps_per_epoch") int stepsPerEpoch) {
    this.framework = Absent.text(framework);
    this.version = Absent.text(version);
    this.api = Absent.text(api);
    this.options = Absent.map(options);
    this.parameters = Absent.list(parameters);
    this.groups = Absent.list(groups);
    this.schedulers = Absent.list(schedulers);
    this.stepsPerEpoch = stepsPerEpoch;
  }

  /** A flat definition: an API with its options over all of {@code parameters}. */
  public static Definition of(
      String framework,
      String api,
      Map<String, @Nullable Object> options,
      List<ParameterDefinition> parameters) {
    return new Definition(framework, "", api, options, parameters, List.of(), List.of(), 0);
  }

  /** The same optimizer with other schedulers. */
  public Definition withSchedulers(List<SchedulerDefinition> newSchedulers) {
    return new Definition(
        framework, version, api, options, parameters, groups, newSchedulers, stepsPerEpoch);
  }

  /** The same optimizer over other groups. */
  public Definition withGroups(List<GroupDefinition> newGroups) {
    return new Definition(
        framework, version, api, options, parameters, newGroups, schedulers, stepsPerEpoch);
  }

  /** The same optimizer of other parameters. */
  public Definition withParameters(List<ParameterDefinition> newParameters) {
    return new Definition(
        framework, version, api, options, newParameters, groups, schedulers, stepsPerEpoch);
  }
}
