package dev.lockstep.config.check;

import dev.lockstep.config.DefinitionException;
import dev.lockstep.config.ParameterDefinition;
import dev.lockstep.config.Selector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** MindSpore's entry with the order of all parameters. */
final class OrderRules {
  private final List<ParameterDefinition> parameters;
  private final Consumer<Problem> out;
  private static final int MOST = 100;
  private int foreign;
  private String path = "";
  private List<String> order = List.of();

  OrderRules(Draft draft, List<ParameterDefinition> parameters, Consumer<Problem> out) {
    this.parameters = draft.parameters().isEmpty() ? parameters : draft.described();
    this.out = out;
  }

  /** Reads an entry; of several the last counts. */
  void entry(String at, Map<String, @Nullable Object> group) {
    if (!path.isEmpty()) {
      out.accept(Problem.of(Rule.ORDER_IGNORED, path, order, "one order_params"));
    }
    path = at + ".order_params";
    if (group.size() > 1) {
      out.accept(Problem.of(Rule.ORDER_NOT_ALONE, at, group.keySet(), "order_params"));
    }
    ParamsValue value = ParamsValue.of(group.get("order_params"));
    boolean iterable = value.kind() != ParamsValue.Kind.OTHER;
    if (!iterable || value.foreign().isPresent()) {
      out.accept(
          Problem.of(
              Rule.WRONG_TYPE, path, group.get("order_params"), "a list of parameter names"));
      order = List.of();
      path = "";
    } else if (value.names().isEmpty()) {
      out.accept(Problem.of(Rule.ORDER_IGNORED, path, "[]", "all parameters"));
      path = "";
    } else {
      order = expanded(value.names());
    }
  }

  /** Patterns become names; a name that there is not stays. */
  private List<String> expanded(List<String> entries) {
    Selector selector = new Selector(parameters, List.of(entries));
    List<String> names = new ArrayList<>();
    for (String entry : entries) {
      try {
        names.addAll(selector.take(List.of(entry)));
      } catch (DefinitionException e) {
        names.add(entry);
      }
    }
    return names;
  }

  /** Compares the order with what the groups took. */
  void against(List<String> taken) {
    if (path.isEmpty()) {
      return;
    }
    Set<String> all = new HashSet<>(taken);
    if (order.size() != all.size()) {
      out.accept(
          Problem.of(
              Rule.ORDER_LENGTH, path, order.size() + " parameters", all.size() + " parameters"));
    }
    Set<String> seen = new HashSet<>();
    for (String name : order) {
      if ((!all.contains(name) || !seen.add(name)) && ++foreign <= MOST) {
        String allowed = all.contains(name) ? "once" : Problem.names(taken);
        out.accept(Problem.of(Rule.ORDER_FOREIGN, path, name, allowed));
      }
    }
  }
}
