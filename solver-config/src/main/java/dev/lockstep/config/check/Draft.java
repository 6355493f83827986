package dev.lockstep.config.check;

import dev.lockstep.config.Api;
import dev.lockstep.config.Definition;
import dev.lockstep.config.GroupDefinition;
import dev.lockstep.config.ParameterDefinition;
import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.config.Selector;
import dev.lockstep.config.StepDefinition;
import dev.lockstep.config.TensorValue;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Signature;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A definition of the right shape that may be wrong in any other way: what the constraints hang on.
 *
 * @param framework {@code torch}, {@code mindspore}, ...
 * @param version of the framework, or empty
 * @param api of the optimizer
 * @param options of its constructor
 * @param parameters of the model
 * @param params what is passed as parameters if there are no groups; all of them if absent
 * @param groups as they are written
 * @param schedulers with their arguments
 * @param stepsPerEpoch 0 if not given
 * @param step what is done to gradients
 */
@Follows({
  OptionRules.class,
  PetRules.class,
  JobRules.class,
  ParameterRules.class,
  GroupRules.class,
  SchedulerRules.class,
  StepRules.class
})
record Draft(
    @NotEmpty(message = "{missing-field}")
        @Pattern(regexp = "|torch|mindspore|oneflow|megengine|pet", message = "{unknown-framework}")
        String framework,
    String version,
    @NotEmpty(message = "{missing-field}") String api,
    Map<String, @Nullable Object> options,
    List<@Valid DraftParameter> parameters,
    Optional<Object> params,
    List<Map<String, @Nullable Object>> groups,
    List<@Valid DraftScheduler> schedulers,
    @PositiveOrZero(message = "{wrong-type}") int stepsPerEpoch,
    StepDefinition step) {

  /** The frameworks that a definition may name. */
  static final List<String> FRAMEWORKS =
      List.of("torch", "mindspore", "oneflow", "megengine", "pet");

  /** Those whose optimizers are classes of their own. */
  static final List<String> OWN_OPTIMIZERS = List.of("torch", "mindspore", "oneflow", "megengine");

  /** A parameter of the model; {@code dtype} and {@code layout} are there to be refused. */
  record DraftParameter(
      @NotEmpty(message = "{missing-field}") String name,
      List<@PositiveOrZero(message = "{wrong-type}") Integer> shape,
      @Pattern(regexp = "|linear|conv|norm|embedding|other", message = "{wrong-type}") String kind,
      @Pattern(regexp = "|float(16|32|64)|bfloat16|complex(64|128)", message = "{wrong-type}")
          String dtype,
      @Pattern(regexp = "|dense|sparse", message = "{wrong-type}") String layout) {}

  /** A scheduler. */
  record DraftScheduler(
      @NotEmpty(message = "{missing-field}") String api, Map<String, @Nullable Object> args) {}

  /** The optimizer's full name. */
  String fullName() {
    return Api.fullName(framework, api);
  }

  /** Whether it is one of MindSpore's classic optimizers, which have groups of five keys. */
  boolean isNn() {
    return fullName().startsWith("mindspore.nn.");
  }

  /** Whether what a group sets is checked when the optimizer is made. */
  boolean checksGroups() {
    return framework.equals("mindspore");
  }

  /** The definition with other options and groups and without schedulers. */
  Definition definition(Map<String, @Nullable Object> newOptions, List<GroupDefinition> newGroups) {
    return new Definition(
        framework,
        version,
        api,
        newOptions,
        described(),
        newGroups,
        List.of(),
        stepsPerEpoch,
        step);
  }

  /** The definition as it is to be built. */
  Definition definition() {
    List<GroupDefinition> read =
        groups.stream().filter(g -> !isEmptyOrder(g)).map(this::group).toList();
    Definition all = definition(plain(options), read).withSchedulers(made());
    if (params.isEmpty()) {
      return all;
    }
    List<String> names = ParamsValue.of(params.get()).names();
    Selector selector = new Selector(described(), List.of(names));
    List<String> chosen = selector.take(names);
    Map<String, ParameterDefinition> byName = new LinkedHashMap<>();
    described().forEach(parameter -> byName.put(parameter.name(), parameter));
    List<ParameterDefinition> flat =
        chosen.stream().distinct().flatMap(n -> Stream.ofNullable(byName.get(n))).toList();
    return all.withParameters(flat);
  }

  private List<SchedulerDefinition> made() {
    return schedulers.stream().map(s -> new SchedulerDefinition(s.api(), s.args())).toList();
  }

  /** MindSpore ignores an order without parameters. */
  private static boolean isEmptyOrder(Map<String, @Nullable Object> group) {
    return group.containsKey("order_params")
        && ParamsValue.of(group.get("order_params")).names().isEmpty();
  }

  private GroupDefinition group(Map<String, @Nullable Object> entries) {
    List<String> params = ParamsValue.of(entries.get("params")).names();
    List<String> order = ParamsValue.of(entries.get("order_params")).names();
    Map<String, @Nullable Object> own =
        plain(Trial.without(entries, List.of("params", "order_params")));
    own.keySet().retainAll(groupKeys());
    return new GroupDefinition(params, order, own);
  }

  /** What a group of this optimizer may set, beside its parameters. */
  List<String> groupKeys() {
    return isNn()
        ? List.of("lr", "weight_decay", "grad_centralization")
        : Api.get(framework, api).signature().keys().stream()
            .map(OptionKey::name)
            .filter(name -> !(framework.equals("megengine") && name.equals("nesterov")))
            .toList(); // MegEngine's nesterov is the optimizer's, whatever a group says
  }

  /**
   * The values as facades read them: tensors as numbers where a facade takes no tensor, a boolean
   * rate as 1 or 0.
   */
  private Map<String, @Nullable Object> plain(Map<String, @Nullable Object> options) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    options.forEach(
        (key, value) -> {
          boolean rate = isNn() && (key.equals("lr") || key.equals("learning_rate"));
          plain.put(key, rate && value instanceof Boolean b ? (b ? 1.0 : 0.0) : held(key, value));
        });
    return plain;
  }

  private @Nullable Object held(String option, @Nullable Object value) {
    return framework.equals("torch") && takesTensor(option) ? value : TensorValue.number(value);
  }

  private boolean takesTensor(String option) {
    Signature signature = Api.get(framework, api).signature();
    return signature.find(option).filter(signature::takesTensor).isPresent();
  }

  /** The parameters without what only a check needs. */
  List<ParameterDefinition> described() {
    return parameters.stream()
        .map(p -> new ParameterDefinition(p.name(), p.shape(), p.kind()))
        .toList();
  }
}
