package dev.lockstep.config;

import dev.lockstep.core.Group;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Trainable;
import dev.lockstep.torch.optim.Optimizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Builds the facade optimizer that a definition describes.
 *
 * <p>The class is found by convention ({@link Api}), its options by its signature, their values by
 * the options' types ({@link dev.lockstep.core.OptionKey#read}): every optimizer of every facade
 * can be built, and none is listed here.
 *
 * <p>Threads: stateless.
 */
public final class Builder {
  private final Definition definition;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Values values;

  /** Builds this definition over these parameters, which are matched by name. */
  public Builder(Definition definition, List<Parameter> parameters) {
    this.definition = definition;
    this.values = new Values(definition.framework());
    parameters.forEach(parameter -> this.parameters.put(parameter.name(), parameter));
  }

  /**
   * Builds the optimizer.
   *
   * @param definition what to build
   * @param parameters the parameters of the model, matched by name with the definition's groups
   * @param extra options that are no keyword arguments of the framework: the arithmetic, quirks
   * @throws DefinitionException if the definition cannot be built
   * @throws dev.lockstep.core.OptionException if the framework would refuse it
   */
  public static Object build(Definition definition, List<Parameter> parameters, Option... extra) {
    if (PetDefinition.is(definition)) {
      return PetDefinition.optimizer(definition, parameters, extra);
    }
    return new Builder(MovingDecay.atStart(definition), parameters).optimizer(extra);
  }

  /**
   * Builds the optimizer as one of the given type; see {@link #build(Definition, List, Option...)}.
   */
  public static <T> T build(
      Class<T> type, Definition definition, List<Parameter> parameters, Option... extra) {
    Object optimizer = build(definition, parameters, extra);
    if (!type.isInstance(optimizer)) {
      throw new DefinitionException(
          "%s is not a %s".formatted(definition.api(), type.getSimpleName()));
    }
    return type.cast(optimizer);
  }

  /**
   * Builds a scheduler on an optimizer.
   *
   * @param framework whose scheduler
   * @param definition what to build; children of compositions are built on the same optimizer, in
   *     their order
   * @throws DefinitionException if it cannot be built
   * @throws dev.lockstep.core.OptionException if the framework would refuse it
   */
  public static Object scheduler(
      String framework, SchedulerDefinition definition, Object optimizer) {
    return new Values(framework, optimizer).scheduler(definition.api(), definition.args());
  }

  /**
   * Builds the schedulers of a definition on its optimizer, in their order.
   *
   * @throws DefinitionException if one cannot be built, or the framework would refuse it; the
   *     message begins with its place, {@code schedulers[0]}
   */
  public static List<Object> schedulers(Definition definition, Object optimizer) {
    List<Object> schedulers = new ArrayList<>();
    if (PetDefinition.is(definition)) {
      schedulers.add(PetDefinition.scheduler(definition, (Optimizer) optimizer));
    }
    for (SchedulerDefinition scheduler : definition.schedulers()) {
      try {
        schedulers.add(scheduler(definition.framework(), scheduler, optimizer));
      } catch (OptionException e) {
        throw DefinitionException.at("schedulers[" + schedulers.size() + "]", e);
      }
    }
    return schedulers;
  }

  /** The definition with the values of step 0 in place of weight decays that are functions. */
  public static Definition atStart(Definition definition) {
    return MovingDecay.atStart(definition);
  }

  /** Whether a value stands for a function of the epoch or step: {@code {"fn": name, ...}}. */
  public static boolean isFunction(@Nullable Object value) {
    return EpochFunction.is(value);
  }

  /**
   * A function of the epoch or step that stands as data.
   *
   * @throws DefinitionException if there is no such function, or an argument is missing
   */
  public static IntToDoubleFunction function(@Nullable Object function) {
    if (function instanceof Map<?, ?> data) {
      return EpochFunction.of(data);
    }
    throw new DefinitionException("a function must be {\"fn\": ...}, got " + function);
  }

  /**
   * Weight decays that are functions of the step, {@code {"fn": ...}}: what is to be called with
   * the number of each step, from 0, before it. Does nothing if all decays stay.
   *
   * @param optimizer what was built from the definition
   */
  public static IntConsumer decays(Definition definition, Object optimizer) {
    MovingDecay decay = new MovingDecay(definition);
    return step -> decay.set(optimizer, step);
  }

  /**
   * Builds a schedule that is asked with the step: a Cell.
   *
   * @param framework whose schedule
   * @param data {@code {"schedule": name, "args": {...}}}
   * @throws DefinitionException if it cannot be built
   * @throws dev.lockstep.core.OptionException if the framework would refuse it
   */
  public static Object schedule(String framework, Map<?, ?> data) {
    if (!(data.get("schedule") instanceof String name)) {
      throw new DefinitionException("a schedule must have a name under \"schedule\", got " + data);
    }
    return new Values(framework).cell(name, data.get("args"));
  }

  private Object optimizer(Option... extra) {
    Api api = Api.get(definition.framework(), definition.api());
    List<Option> options = new ArrayList<>(values.settings(api.signature(), definition.options()));
    if (JobTraining.is(api)) {
      return job(api, options);
    }
    options.addAll(List.of(extra));
    List<Trainable> trainables = trainables(api);
    return api.make(new Object[] {trainables}, options.toArray(Option[]::new));
  }

  /** The legacy optimizers know variables by name: they are not handed any. */
  private JobTraining job(Api api, List<Option> options) {
    if (!definition.groups().isEmpty()) {
      throw new DefinitionException(
          definition.api()
              + " of a job function has no groups; its arguments variables,"
              + " weight_decay_includes and weight_decay_excludes name what they are for");
    }
    Object optimizer = api.make(new Object[0], options.toArray(Option[]::new));
    return new JobTraining(
        (dev.lockstep.oneflow.optimizer.Optimizer) optimizer, List.copyOf(parameters.values()));
  }

  private List<Trainable> trainables(Api api) {
    if (definition.groups().isEmpty()) {
      return List.copyOf(parameters.values());
    }
    List<List<String>> wanted = definition.groups().stream().map(GroupDefinition::params).toList();
    Selector selector = new Selector(described(), wanted);
    List<Trainable> groups = new ArrayList<>();
    for (int i = 0; i < definition.groups().size(); i++) {
      try {
        groups.add(group(api, selector, definition.groups().get(i)));
      } catch (OptionException e) {
        throw DefinitionException.at("groups[" + i + "]", e);
      }
    }
    return groups;
  }

  private Group group(Api api, Selector selector, GroupDefinition group) {
    Map<String, @Nullable Object> options = new LinkedHashMap<>(group.options());
    if (group.isOrder()) {
      Selector all = new Selector(described(), List.of(group.orderParams()));
      options.put("order_params", named(all.take(group.orderParams())));
    }
    List<Parameter> params = named(selector.take(group.params()));
    return new Group(params, values.groupSettings(api.signature(), options));
  }

  private List<Parameter> named(List<String> names) {
    List<Parameter> named = new ArrayList<>();
    for (String name : names) {
      Parameter parameter = parameters.get(name);
      if (parameter == null) {
        throw new DefinitionException("the model has no parameter \"" + name + "\"");
      }
      named.add(parameter);
    }
    return named;
  }

  /** The parameters as the definition describes them, or as they are if it does not. */
  private List<ParameterDefinition> described() {
    if (!definition.parameters().isEmpty()) {
      return definition.parameters();
    }
    List<ParameterDefinition> described = new ArrayList<>();
    for (Parameter parameter : parameters.values()) {
      List<Integer> shape = new ArrayList<>();
      for (int extent : parameter.value().shape()) {
        shape.add(extent);
      }
      described.add(new ParameterDefinition(parameter.name(), shape, ""));
    }
    return described;
  }
}
