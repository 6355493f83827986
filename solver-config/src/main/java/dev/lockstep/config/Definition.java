package dev.lockstep.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An optimizer as data: its API, options, parameters, groups and schedulers, and what is done to
 * gradients before its steps.
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
 * @param step what is done to gradients; in a file its parts stand beside the others
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
@JsonPropertyOrder({
  "framework",
  "version",
  "api",
  "options",
  "parameters",
  "groups",
  "schedulers",
  "steps_per_epoch",
  "clipping",
  "loss_scale",
  "accumulation"
})
public record Definition(
    String framework,
    String version,
    String api,
    Map<String, @Nullable Object> options,
    List<ParameterDefinition> parameters,
    List<GroupDefinition> groups,
    List<SchedulerDefinition> schedulers,
    @JsonProperty("steps_per_epoch") int stepsPerEpoch,
    @JsonIgnore StepDefinition step) {

  /** Absent parts become empty. */
  public Definition(
      @Nullable String framework,
      @Nullable String version,
      @Nullable String api,
      @Nullable Map<String, @Nullable Object> options,
      @Nullable List<ParameterDefinition> parameters,
      @Nullable List<GroupDefinition> groups,
      @Nullable List<SchedulerDefinition> schedulers,
      int stepsPerEpoch,
      StepDefinition step) {
    this.framework = Absent.text(framework);
    this.version = Absent.text(version);
    this.api = Absent.text(api);
    this.options = Absent.map(options);
    this.parameters = Absent.list(parameters);
    this.groups = Absent.list(groups);
    this.schedulers = Absent.list(schedulers);
    this.stepsPerEpoch = stepsPerEpoch;
    this.step = step;
  }

  /** An optimizer to which gradients go as they are. */
  public Definition(
      @Nullable String framework,
      @Nullable String version,
      @Nullable String api,
      @Nullable Map<String, @Nullable Object> options,
      @Nullable List<ParameterDefinition> parameters,
      @Nullable List<GroupDefinition> groups,
      @Nullable List<SchedulerDefinition> schedulers,
      int stepsPerEpoch) {
    this(
        framework,
        version,
        api,
        options,
        parameters,
        groups,
        schedulers,
        stepsPerEpoch,
        StepDefinition.PLAIN);
  }

  /** A definition as it is written. */
  @JsonCreator
  static Definition read(
      @JsonProperty("framework") @Nullable String framework,
      @JsonProperty("version") @Nullable String version,
      @JsonProperty("api") @Nullable String api,
      @JsonProperty("options") @Nullable Map<String, @Nullable Object> options,
      @JsonProperty("parameters") @Nullable List<ParameterDefinition> parameters,
      @JsonProperty("groups") @Nullable List<GroupDefinition> groups,
      @JsonProperty("schedulers") @Nullable List<SchedulerDefinition> schedulers,
      @JsonProperty("steps_per_epoch") int stepsPerEpoch,
      @JsonProperty("clipping") @Nullable List<ClippingDefinition> clipping,
      @JsonProperty("loss_scale") @Nullable LossScaleDefinition lossScale,
      @JsonProperty("accumulation") @Nullable Integer accumulation) {
    StepDefinition step =
        new StepDefinition(
            Absent.list(clipping),
            Optional.ofNullable(lossScale),
            accumulation == null ? 1 : accumulation);
    return new Definition(
        framework, version, api, options, parameters, groups, schedulers, stepsPerEpoch, step);
  }

  /** A flat definition: an API with its options over all of {@code parameters}. */
  public static Definition of(
      String framework,
      String api,
      Map<String, @Nullable Object> options,
      List<ParameterDefinition> parameters) {
    return new Definition(framework, "", api, options, parameters, List.of(), List.of(), 0);
  }

  @JsonProperty("clipping")
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  List<ClippingDefinition> clipping() {
    return step.clipping();
  }

  @JsonProperty("loss_scale")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Nullable LossScaleDefinition lossScale() {
    return step.lossScale().orElse(null);
  }

  @JsonProperty("accumulation")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Nullable Integer accumulation() {
    return step.accumulation() == 1 ? null : step.accumulation();
  }

  /**
   * Optimizer steps between two steps of the schedulers: an epoch if its length is given, else 1.
   */
  @JsonIgnore
  public int schedulerInterval() {
    return PetDefinition.is(this) ? 1 : Math.max(1, stepsPerEpoch);
  }

  /** The same optimizer with other schedulers. */
  public Definition withSchedulers(List<SchedulerDefinition> newSchedulers) {
    return new Definition(
        framework, version, api, options, parameters, groups, newSchedulers, stepsPerEpoch, step);
  }

  /** The same optimizer with other options. */
  public Definition withOptions(Map<String, @Nullable Object> newOptions) {
    return new Definition(
        framework, version, api, newOptions, parameters, groups, schedulers, stepsPerEpoch, step);
  }

  /** The same optimizer over other groups. */
  public Definition withGroups(List<GroupDefinition> newGroups) {
    return new Definition(
        framework, version, api, options, parameters, newGroups, schedulers, stepsPerEpoch, step);
  }

  /** The same optimizer of other parameters. */
  public Definition withParameters(List<ParameterDefinition> newParameters) {
    return new Definition(
        framework, version, api, options, newParameters, groups, schedulers, stepsPerEpoch, step);
  }

  /** The same optimizer with another length of an epoch. */
  public Definition withStepsPerEpoch(int newSteps) {
    return new Definition(
        framework, version, api, options, parameters, groups, schedulers, newSteps, step);
  }

  /** The same optimizer with something else done to gradients. */
  public Definition withStep(StepDefinition newStep) {
    return new Definition(
        framework, version, api, options, parameters, groups, schedulers, stepsPerEpoch, newStep);
  }
}
