package dev.lockstep.mindspore.nn;

import static dev.lockstep.mindspore.MindSporeOptions.GRAD_CENTRALIZATION;
import static dev.lockstep.mindspore.MindSporeOptions.LR;
import static dev.lockstep.mindspore.MindSporeOptions.ORDER_PARAMS;
import static dev.lockstep.mindspore.MindSporeOptions.WEIGHT_DECAY;

import dev.lockstep.core.Group;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Setting;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.Trainables;
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.WeightDecay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Reads what was passed as {@code params}: a flat list, in which some names are exempt from decay,
 * or groups with MindSpore's five keys.
 */
final class Grouping {
  private static final String KEYS = "params, lr, weight_decay, grad_centralization, order_params";

  private final String api;
  private final LearningRate rate;
  private final WeightDecay decay;
  private final double lossScale;
  private final boolean exact;
  private final boolean oddRates;
  private final List<Group> groups = new ArrayList<>();
  private final List<Options> options = new ArrayList<>();
  private List<Parameter> wantedOrder = List.of();
  private boolean groupRate;
  private boolean dynamicRate;
  private boolean dynamicDecay;

  /**
   * A reader.
   *
   * @param api for messages
   * @param rate of groups that set none
   * @param decay of groups that set none
   * @param lossScale multiplies every decay
   * @param exact numbers stay double
   * @param oddRates constants beside dynamic rates are read as {@code rate + 1 - 1}
   */
  Grouping(
      String api,
      LearningRate rate,
      WeightDecay decay,
      double lossScale,
      boolean exact,
      boolean oddRates) {
    this.api = api;
    this.rate = rate;
    this.decay = decay;
    this.lossScale = lossScale;
    this.exact = exact;
    this.oddRates = oddRates;
    checkRate(api, rate);
    checkDecay(api, decay);
    dynamicRate = !(rate instanceof LearningRate.Constant);
    dynamicDecay = decay instanceof WeightDecay.Dynamic;
  }

  /** True if a group set its own rate: then every parameter has one. */
  boolean hasGroupRate() {
    return groupRate;
  }

  /** True if any rate is a list or a schedule. */
  boolean hasDynamicRate() {
    return dynamicRate;
  }

  /** True if any decay is a Cell. */
  boolean hasDynamicDecay() {
    return dynamicDecay;
  }

  /**
   * The members in the optimizer's order.
   *
   * @param exempt of a flat list: which parameters are not decayed
   * @throws OptionException as MindSpore's constructor would refuse the list
   */
  List<Member> read(Iterable<? extends Trainable> params, Predicate<Parameter> exempt) {
    Trainables all = Checks.trainables(api, params);
    List<Member> members =
        all.groups().isEmpty() ? readFlat(all.params(), exempt) : readGroups(all.groups());
    checkNames(members);
    return wantedOrder.isEmpty() ? members : ordered(members);
  }

  private List<Member> readFlat(List<Parameter> params, Predicate<Parameter> exempt) {
    Rate shared = new Rate("learning_rate", rate, precision());
    Terms decayed = new Terms(shared, new Decay(decay, lossScale, exact), false);
    Terms plain = new Terms(shared, Decay.NONE, false);
    List<Member> members = new ArrayList<>();
    for (Parameter parameter : params) {
      members.add(new Member(parameter, exempt.test(parameter) ? plain : decayed));
    }
    return members;
  }

  private List<Member> readGroups(List<Group> given) {
    for (int i = 0; i < given.size(); i++) {
      readKeys(given.get(i), i);
    }
    checkLengths();
    Rate shared = new Rate("learning_rate", rate, precision());
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      Options own = options.get(i);
      if (own.has(ORDER_PARAMS)) {
        continue;
      }
      Rate groupsRate =
          own.has(LR) ? new Rate("learning_rate_group_" + i, own.get(LR), precision()) : shared;
      Decay groupsDecay =
          new Decay(own.has(WEIGHT_DECAY) ? own.get(WEIGHT_DECAY) : decay, lossScale, exact);
      boolean centralize = own.has(GRAD_CENTRALIZATION) && own.get(GRAD_CENTRALIZATION);
      Terms terms = new Terms(groupsRate, groupsDecay, centralize);
      for (Parameter parameter : groups.get(i).params()) {
        members.add(new Member(parameter, terms));
      }
    }
    return members;
  }

  private void readKeys(Group group, int index) {
    String where = api + ", group " + index;
    Options own = new Options();
    for (Option option : group.options()) {
      own.set(allowed(where, option));
    }
    groups.add(group);
    options.add(own);
    if (own.has(ORDER_PARAMS)) {
      Checks.require(
          own.keys().size() == 1 && group.params().isEmpty(),
          "%s: order_params must stand alone, got %s and %s params; make it a group of its own",
          where,
          own.keys(),
          group.params().size());
      wantedOrder = own.get(ORDER_PARAMS).params();
      return;
    }
    Checks.require(
        !group.params().isEmpty(), "%s: params must not be empty, got no parameter", where);
    if (own.has(LR)) {
      checkRate(where, own.get(LR));
      groupRate = true;
      dynamicRate |= !(own.get(LR) instanceof LearningRate.Constant);
    }
    if (own.has(WEIGHT_DECAY)) {
      checkDecay(where, own.get(WEIGHT_DECAY));
      dynamicDecay |= own.get(WEIGHT_DECAY) instanceof WeightDecay.Dynamic;
    }
  }

  private static Setting<?> allowed(String where, Option option) {
    if (option instanceof Setting<?> setting
        && Optimizer.GROUP_SIGNATURE.keys().contains(setting.key())) {
      return setting;
    }
    throw new OptionException(
        "%s: a group has the keys %s, got %s; give these parameters an optimizer of their own"
            .formatted(where, KEYS, option));
  }

  private Rate.Precision precision() {
    if (exact) {
      return Rate.Precision.EXACT;
    }
    return oddRates && groupRate && dynamicRate
        ? Rate.Precision.FLOAT_BESIDE_DYNAMIC
        : Rate.Precision.FLOAT;
  }

  private static void checkRate(String where, LearningRate rate) {
    if (rate instanceof LearningRate.Constant constant) {
      Checks.nonNegative(where, LR, constant.value());
    }
  }

  private static void checkDecay(String where, WeightDecay decay) {
    if (decay instanceof WeightDecay.Constant constant) {
      Checks.nonNegative(where, WEIGHT_DECAY, constant.value());
    }
  }

  /** All lists of rates must have one length; an empty one counts as none. */
  private void checkLengths() {
    int length = rate instanceof LearningRate.Table table ? table.size() : 0;
    for (int i = 0; i < options.size(); i++) {
      Options own = options.get(i);
      if (own.has(LR) && own.get(LR) instanceof LearningRate.Table table) {
        length = length == 0 ? table.size() : length;
        Checks.require(
            table.size() == length,
            "%s, group %s: all lists of learning rates must have the same size, got %s after %s;"
                + " one value a step, as many as the training has steps",
            api,
            i,
            table.size(),
            length);
      }
    }
  }

  private void checkNames(List<Member> members) {
    Map<String, Parameter> seen = new LinkedHashMap<>();
    for (Member member : members) {
      Parameter parameter = member.parameter();
      Parameter other = seen.putIfAbsent(parameter.name(), parameter);
      Checks.require(
          other == null,
          "%s: parameter %s already exists; %s",
          api,
          parameter.name(),
          other == parameter
              ? "pass each parameter once"
              : "two parameters have this name, give each its own");
    }
  }

  private List<Member> ordered(List<Member> members) {
    Checks.require(
        wantedOrder.size() == members.size(),
        "%s: order_params must have the length of all groups together, %s, got %s",
        api,
        members.size(),
        wantedOrder.size());
    Map<String, Member> byName = new LinkedHashMap<>();
    members.forEach(member -> byName.put(member.parameter().name(), member));
    List<Member> ordered = new ArrayList<>();
    for (Parameter parameter : wantedOrder) {
      Member member = byName.remove(parameter.name());
      if (member == null) {
        throw new OptionException(
            "%s: order_params has %s, which is in no group or was listed before; missing are %s"
                .formatted(api, parameter.name(), byName.keySet()));
      }
      ordered.add(member);
    }
    return ordered;
  }
}
