package dev.lockstep.config.check;

import dev.lockstep.config.Api;
import dev.lockstep.core.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Groups: their keys, their parameters, their values. MindSpore checks the values when the
 * optimizer is made; torch stores whatever stands there, so that is a warning.
 */
final class GroupRules implements Rules {
  private static final List<String> OF_NN =
      List.of("params", "lr", "weight_decay", "order_params", "grad_centralization");

  @Override
  public void check(Draft draft, Consumer<Problem> out) {
    if (draft.groups().isEmpty() || Api.find(draft.fullName()).isEmpty()) {
      return;
    }
    List<Map<String, @Nullable Object>> groups = draft.groups();
    List<ParamsValue> params =
        groups.stream().map(group -> ParamsValue.of(group.get("params"))).toList();
    Selection selection = new Selection(draft, params, out);
    OrderRules order = new OrderRules(draft, selection.parameters(), out);
    Values values = new Values(draft, out);
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      String path = "groups[" + i + "]";
      if (draft.isNn() && groups.get(i).containsKey("order_params")) {
        order.entry(path, groups.get(i));
      } else {
        params(draft, path, groups.get(i), params.get(i), out);
        taken.addAll(selection.group(path + ".params", params.get(i)));
        values.check(path, groups.get(i));
      }
    }
    order.against(taken);
    selection.rest();
    lengths(draft, out);
  }

  private static void params(
      Draft draft,
      String path,
      Map<String, @Nullable Object> group,
      ParamsValue params,
      Consumer<Problem> out) {
    String at = path + ".params";
    switch (params.kind()) {
      case ABSENT -> out.accept(Problem.of(Rule.MISSING_PARAMS, path, group.keySet(), "params"));
      case LIST, TUPLE -> {
        if (params.names().isEmpty() && params.foreign().isEmpty()) {
          Rule rule = draft.isNn() ? Rule.EMPTY_GROUP : Rule.IDLE_GROUP;
          out.accept(Problem.of(rule, at, "[]", "a list"));
        }
      }
      case BARE -> {
        if (draft.isNn()) {
          out.accept(Problem.of(Rule.BARE_PARAMETER, at, params.names().get(0), "a list"));
        }
      }
      case SET -> {
        Rule rule = draft.isNn() ? Rule.SET_WITHOUT_ORDER : Rule.SET_REFUSED;
        out.accept(Problem.of(rule, at, "set", "a list"));
      }
      case GENERATOR -> {
        if (draft.isNn()) {
          out.accept(Problem.of(Rule.GENERATOR_EXHAUSTED, at, "generator", "a list"));
        }
      }
      default -> {}
    }
  }

  /** All lists of rates have one length. */
  private static void lengths(Draft draft, Consumer<Problem> out) {
    Integer length = draft.options().get("learning_rate") instanceof List<?> l ? l.size() : null;
    for (int i = 0; i < draft.groups().size(); i++) {
      if (draft.isNn() && draft.groups().get(i).get("lr") instanceof List<?> list) {
        length = length == null ? Integer.valueOf(list.size()) : length;
        if (list.size() != length) {
          out.accept(
              Problem.of(
                  Rule.RATES_LENGTH,
                  "groups[" + i + "].lr",
                  list.size() + " rates",
                  length + " rates"));
        }
      }
    }
  }

  /** The values of groups. */
  private static final class Values {
    private final Draft draft;
    private final Consumer<Problem> out;
    private final Map<String, @Nullable Object> stubs;
    private final List<String> known;

    Values(Draft draft, Consumer<Problem> out) {
      this.draft = draft;
      this.out = out;
      this.stubs = new Known(draft.framework(), draft.version()).stubs(draft.fullName());
      this.known = draft.isNn() ? OF_NN : draft.groupKeys();
    }

    void check(String path, Map<String, @Nullable Object> group) {
      Map<String, @Nullable Object> own = new LinkedHashMap<>(group);
      own.remove("params");
      for (String key : List.copyOf(own.keySet())) {
        if (!known.contains(key)) {
          own.remove(key);
          Rule rule = draft.isNn() ? Rule.GROUP_KEY_REFUSED : Rule.GROUP_KEY_IGNORED;
          out.accept(
              Problem.of(
                  rule, path + "." + key, key, String.join(", ", known), Nearest.to(key, known)));
        }
      }
      own = new ValueRules(draft, path + ".", out).normal(own);
      boolean fine = true;
      for (Map.Entry<String, @Nullable Object> option : own.entrySet()) {
        fine &= value(path + "." + option.getKey(), option.getKey(), option.getValue());
      }
      if (fine && !draft.isNn()) {
        together(path, own);
      }
    }

    private boolean value(String path, String key, @Nullable Object value) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put(key, value);
      if (draft.checksGroups()) {
        Optional<Refusal> refusal = value == null ? nothing(key) : Trial.group(draft, stubs, one);
        if (refusal.isPresent()) {
          String allowed = refusal.get().allowed();
          out.accept(Problem.of(Rule.OPTION_REFUSED, path, value, allowed));
          return false;
        }
      }
      if (!draft.isNn()) {
        Map<String, @Nullable Object> all = OptionRules.over(stubs, draft.options());
        Optional<Refusal> refusal = Trial.options(draft, OptionRules.over(stubs, one));
        boolean beside = Trial.options(draft, OptionRules.over(all, one)).isEmpty();
        if (refusal.isPresent() && !beside) {
          String allowed = refusal.get().allowed();
          out.accept(Problem.of(Rule.GROUP_OPTION_UNCHECKED, path, value, allowed));
          return false;
        }
      }
      return true;
    }

    private static Optional<Refusal> nothing(String key) {
      return Optional.of(new Refusal(key + " must be a value"));
    }

    /** Values that are refused beside the optimizer's own, where each of both is fine. */
    private void together(String path, Map<String, @Nullable Object> own) {
      Map<String, @Nullable Object> base = OptionRules.over(stubs, draft.options());
      if (own.isEmpty() || Trial.options(draft, base).isPresent()) {
        return;
      }
      Trial.options(draft, OptionRules.over(base, own))
          .ifPresent(
              refusal ->
                  out.accept(Problem.of(Rule.GROUP_OPTION_UNCHECKED, path, own, refusal.reason())));
    }
  }
}
