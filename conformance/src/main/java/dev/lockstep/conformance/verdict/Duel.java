package dev.lockstep.conformance.verdict;

import dev.lockstep.config.Definition;
import dev.lockstep.config.GroupDefinition;
import dev.lockstep.conformance.verdict.Trial.TrialGroup;
import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs a trial on both sides of a card and compares the parameters after every step. */
final class Duel {
  private final Card card;
  private final RecordedSignature source;
  private final RecordedSignature target;
  private final Trial trial;
  private final Arithmetic arithmetic;

  Duel(
      Card card,
      RecordedSignature source,
      RecordedSignature target,
      Trial trial,
      Arithmetic arithmetic) {
    this.card = card;
    this.source = source;
    this.target = target;
    this.trial = trial;
    this.arithmetic = arithmetic;
  }

  /**
   * Runs the source alone.
   *
   * @throws dev.lockstep.core.OptionException if it refuses the trial, which then says nothing
   */
  Trace left() {
    List<Parameter> parameters = parameters();
    Side side = Side.of(sourceDefinition(parameters), parameters, arithmetic);
    return run(side, parameters, Optional.empty());
  }

  /**
   * Runs the target, with the card's rewrites.
   *
   * @throws dev.lockstep.core.OptionException if it refuses what the source took
   */
  Trace right() {
    List<Parameter> parameters = parameters();
    Side side = Side.of(targetDefinition(parameters), parameters, arithmetic);
    List<Rewriter> rewriters =
        trial.groups().stream()
            .map(group -> trial.given(group).over(source.defaults()))
            .map(settings -> new Rewriter(card.rewritesFor(settings), settings))
            .toList();
    return run(side, parameters, Optional.of(rewriters));
  }

  /** Runs an optimizer over the trial, with rewrites for each group if there are any. */
  Trace run(Side side, List<Parameter> parameters, Optional<List<Rewriter>> rewriters) {
    Trace trace = new Trace(trial.dtype());
    trace.add(parameters);
    for (int k = 0; k < trial.steps(); k++) {
      Map<Parameter, Tensor> gradients = new LinkedHashMap<>();
      int index = 0;
      for (int g = 0; g < trial.groups().size(); g++) {
        TrialGroup group = trial.groups().get(g);
        if (!group.rates().isEmpty()) {
          side.setRate(g, group.rates().get(k));
        }
        for (int i = 0; i < group.values().size(); i++) {
          Parameter parameter = parameters.get(index);
          double[] numbers = trial.gradients().get(k).get(index);
          index++;
          if (numbers.length == 0) {
            continue;
          }
          Tensor gradient = tensor(numbers);
          if (rewriters.isPresent()) {
            rewriters.get().get(g).before(parameter.value(), gradient, rate(group, k));
          }
          gradients.put(parameter, gradient);
        }
      }
      side.step(gradients);
      trace.add(parameters);
    }
    return trace;
  }

  private double rate(TrialGroup group, int step) {
    if (!group.rates().isEmpty()) {
      return group.rates().get(step);
    }
    Object rate =
        trial.given(group).over(source.defaults()).known().get(Roles.of(card.from()).rate());
    return rate instanceof Number number ? number.doubleValue() : 0;
  }

  /** New parameters at the start of the trial. */
  List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    for (TrialGroup group : trial.groups()) {
      group
          .values()
          .forEach(v -> parameters.add(new Parameter("p" + parameters.size(), tensor(v))));
    }
    return parameters;
  }

  private Tensor tensor(double[] values) {
    Tensor tensor = Tensor.zeros(trial.dtype(), values.length);
    for (int i = 0; i < values.length; i++) {
      tensor.set(i, values[i]);
    }
    return tensor;
  }

  private Definition sourceDefinition(List<Parameter> parameters) {
    Roles roles = Roles.of(card.from());
    Map<String, @Nullable Object> options = new LinkedHashMap<>(trial.options());
    if (!trial.groups().get(0).rates().isEmpty()) {
      options.put(roles.rate(), trial.groups().get(0).rates());
    }
    List<Map<String, @Nullable Object>> groups = new ArrayList<>();
    for (TrialGroup group : trial.groups()) {
      Map<String, @Nullable Object> own = new LinkedHashMap<>(group.options());
      if (!group.rates().isEmpty()) {
        own.put(roles.rate(), group.rates());
      }
      groups.add(own);
    }
    return definition(card.from(), options, groups, parameters);
  }

  private Definition targetDefinition(List<Parameter> parameters) {
    Settings first = trial.given(trial.groups().get(0));
    Map<String, @Nullable Object> options = card.convert(first, source, target);
    List<Map<String, @Nullable Object>> groups = new ArrayList<>();
    for (TrialGroup group : trial.groups()) {
      Map<String, @Nullable Object> own =
          new LinkedHashMap<>(card.convert(trial.given(group), source, target));
      options.keySet().forEach(name -> own.putIfAbsent(name, defaultOf(name)));
      own.entrySet()
          .removeIf(
              e ->
                  options.containsKey(e.getKey())
                      && java.util.Objects.equals(e.getValue(), options.get(e.getKey())));
      groups.add(own);
    }
    return definition(card.to(), options, groups, parameters);
  }

  private @Nullable Object defaultOf(String option) {
    return target.defaults().get(option);
  }

  /** One group without options of its own is a flat list. */
  private Definition definition(
      String api,
      Map<String, @Nullable Object> options,
      List<Map<String, @Nullable Object>> groups,
      List<Parameter> parameters) {
    Roles roles = Roles.of(api);
    List<GroupDefinition> defined = new ArrayList<>();
    Map<String, @Nullable Object> all = new LinkedHashMap<>(options);
    int index = 0;
    for (int g = 0; g < groups.size(); g++) {
      Map<String, @Nullable Object> own = new LinkedHashMap<>();
      groups.get(g).forEach((name, value) -> own.put(roles.inGroup(name), value));
      int size = trial.groups().get(g).values().size();
      List<String> names =
          parameters.subList(index, index + size).stream().map(Parameter::name).toList();
      defined.add(GroupDefinition.of(names, own));
      index += size;
    }
    if (groups.size() == 1) {
      all.putAll(groups.get(0));
      defined.clear();
    }
    all.replaceAll((name, value) -> rate(roles, name, value));
    List<GroupDefinition> rated =
        defined.stream()
            .map(group -> GroupDefinition.of(group.params(), rated(roles, group.options())))
            .toList();
    return Definition.of(Card.framework(api), api, all, List.of()).withGroups(rated);
  }

  private static Map<String, @Nullable Object> rated(
      Roles roles, Map<String, @Nullable Object> options) {
    Map<String, @Nullable Object> rated = new LinkedHashMap<>(options);
    rated.replaceAll((name, value) -> rate(roles, name, value));
    return rated;
  }

  /** A list of rates goes to the constructor where that takes one; else its first rate does. */
  private static @Nullable Object rate(Roles roles, String name, @Nullable Object value) {
    boolean rate = name.equals(roles.rate()) || name.equals(roles.groupRate());
    if (rate && value instanceof List<?> rates) {
      return roles.given(rates);
    }
    return value;
  }
}
