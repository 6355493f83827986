package dev.lockstep.config.check;

import dev.lockstep.config.DefinitionException;
import dev.lockstep.config.ParameterDefinition;
import dev.lockstep.config.Selector;
import dev.lockstep.core.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Which parameters the groups take, and every way in which that can be wrong. */
final class Selection {
  /** Breaks that are reported; a file with more of them is wrong from the ground up. */
  private static final int MOST = 100;

  /** Comparisons of entries with parameters before the rest is left out. */
  private static final long MOST_WORK = 1_000_000;

  private final Draft draft;
  private final Consumer<Problem> out;
  private final Selector selector;
  private final List<ParameterDefinition> parameters;
  private final Map<String, String> owners = new HashMap<>();
  private int reported;
  private long work;
  private int named = -1; // 1 pairs, 0 plain, -1 not known yet

  /** Selects among the definition's parameters, or among the names if it declares none. */
  Selection(Draft draft, List<ParamsValue> groups, Consumer<Problem> out) {
    this.draft = draft;
    this.out = problem -> report(problem, out);
    this.parameters = declared(draft, groups);
    this.selector = new Selector(parameters, groups.stream().map(ParamsValue::names).toList());
  }

  private void report(Problem problem, Consumer<Problem> all) {
    if (reported++ < MOST) {
      all.accept(problem);
    }
  }

  private static List<ParameterDefinition> declared(Draft draft, List<ParamsValue> groups) {
    if (!draft.parameters().isEmpty()) {
      return draft.described();
    }
    Set<String> names = new LinkedHashSet<>();
    groups.forEach(group -> group.names().forEach(name -> names.add(name.replaceAll("[*?]", "x"))));
    return names.stream().map(name -> new ParameterDefinition(name, List.of(2, 2), "")).toList();
  }

  /** The parameters among which is selected. */
  List<ParameterDefinition> parameters() {
    return parameters;
  }

  /** Reports what is wrong with the entries of one group; returns what it takes. */
  List<String> group(String path, ParamsValue params) {
    params
        .foreign()
        .ifPresent(
            entry ->
                out.accept(Problem.of(Rule.WRONG_TYPE, path, entry, "a list of parameter names")));
    mixed(path, params);
    List<String> taken = new ArrayList<>();
    Set<String> own = new HashSet<>();
    for (String entry : params.names()) {
      for (String name : entry(path, entry)) {
        taken.add(name);
        twice(path, name, own);
      }
    }
    own.forEach(name -> owners.putIfAbsent(name, path));
    return taken;
  }

  private void mixed(String path, ParamsValue params) {
    int all = params.names().size();
    int now = all == 0 ? named : params.named() == all ? 1 : params.named() == 0 ? 0 : 2;
    boolean differs = named >= 0 && now != named;
    if (now == 2 || differs) {
      out.accept(
          Problem.of(
              Rule.MIXED_NAMES, path, params.named() + " of " + all, "all with names, or none"));
    }
    named = named < 0 ? now : named;
  }

  private List<String> entry(String path, String entry) {
    boolean pattern = entry.matches(".*[*?].*|(rank|kind)=.*");
    work += pattern ? parameters.size() : 1;
    if (reported >= MOST || work > MOST_WORK) {
      tooMuch(path);
      return List.of();
    }
    try {
      return selector.take(List.of(entry));
    } catch (DefinitionException e) {
      work += parameters.size(); // for the nearest name
      List<String> names = parameters.stream().map(ParameterDefinition::name).toList();
      out.accept(
          Problem.of(
              pattern ? Rule.NOTHING_MATCHES : Rule.UNKNOWN_PARAMETER,
              path,
              entry,
              Problem.names(names),
              pattern ? null : Nearest.to(entry, names)));
      return List.of();
    }
  }

  private void tooMuch(String path) {
    if (work > MOST_WORK) {
      work = Long.MIN_VALUE; // said once
      reported = Math.min(reported, MOST - 1);
      out.accept(Problem.of(Rule.VALUE_LIMIT, path, "many patterns", MOST_WORK + " comparisons"));
      reported = MOST;
    }
  }

  /** MindSpore refuses a repeated parameter, OneFlow takes it anywhere, others within a list. */
  private void twice(String path, String name, Set<String> own) {
    String other = owners.get(name);
    boolean within = !own.add(name);
    if (!within && other == null) {
      return;
    }
    boolean accepted =
        draft.framework().equals("oneflow") || (within && !draft.framework().equals("mindspore"));
    Rule rule = accepted ? Rule.REPEATED_PARAMETER : Rule.DUPLICATE_PARAMETER;
    out.accept(Problem.of(rule, path, name, within ? "once" : "once; it is in " + other));
  }

  /** Reports the parameters that no group took. */
  void rest() {
    List<String> left =
        parameters.stream()
            .map(ParameterDefinition::name)
            .filter(name -> !owners.containsKey(name))
            .toList();
    if (!left.isEmpty()) {
      out.accept(Problem.of(Rule.UNTRAINED_PARAMETER, "groups", Problem.names(left), "one group"));
    }
  }
}
