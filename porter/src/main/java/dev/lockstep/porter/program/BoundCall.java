package dev.lockstep.porter.program;

import dev.lockstep.mapping.RecordedOption;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Project;
import dev.lockstep.porter.python.Statements;
import dev.lockstep.porter.python.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A call with each argument under the name of the option it sets.
 *
 * @param call the call
 * @param signature what it calls
 * @param given the arguments that are written, by option
 * @param spread the values that {@code **kwargs} is known to bring, by option; one per possible
 *     origin
 * @param problems what could not be bound: an unknown keyword, a splat, too many arguments
 */
public record BoundCall(
    Call call,
    RecordedSignature signature,
    Map<String, Argument> given,
    Map<String, List<Node>> spread,
    List<Argument> problems) {

  /** Binds a call to a recorded signature. */
  public static BoundCall of(Call call, RecordedSignature signature, Flow flow) {
    BoundCall bound =
        new BoundCall(
            call, signature, new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
    int position = 0;
    for (Argument argument : call.arguments()) {
      switch (argument.kind()) {
        case POSITIONAL -> bound.positional(position++, argument);
        case KEYWORD -> bound.keyword(argument);
        case SPLAT -> bound.problems.add(argument);
        case DOUBLE_SPLAT -> bound.unpack(argument, flow);
      }
    }
    return bound;
  }

  /** A call of a function that builds one of a class, of which the last argument is optimized. */
  static BoundCall ofFunction(Call call, RecordedSignature signature) {
    BoundCall bound = new BoundCall(call, signature, new LinkedHashMap<>(), Map.of(), List.of());
    call.arguments().stream()
        .filter(a -> a.kind() == Argument.Kind.POSITIONAL)
        .reduce((earlier, later) -> later)
        .ifPresent(last -> bound.given.put("params", last));
    return bound;
  }

  private void positional(int position, Argument argument) {
    List<RecordedOption> byPosition =
        signature.options().stream().filter(o -> !o.keywordOnly()).toList();
    if (position < byPosition.size()) {
      given.put(byPosition.get(position).name(), argument);
    } else {
      problems.add(argument);
    }
  }

  private void keyword(Argument argument) {
    if (signature.option(argument.keyword()).isPresent()) {
      given.put(argument.keyword(), argument);
    } else {
      problems.add(argument);
    }
  }

  private void unpack(Argument argument, Flow flow) {
    if (isChanged(argument.value(), flow)) {
      problems.add(argument);
      return;
    }
    for (Node origin : flow.origins(argument.value())) {
      Optional<Map<String, Node>> entries = Dictionaries.entries(origin);
      if (entries.isEmpty() || !entries.get().keySet().stream().allMatch(this::isOption)) {
        problems.add(argument);
        return;
      }
      entries
          .get()
          .forEach((key, value) -> spread.computeIfAbsent(key, k -> new ArrayList<>(1)).add(value));
    }
  }

  /** Whether a dictionary gets other entries than it is written with. */
  private static boolean isChanged(Node dictionary, Flow flow) {
    Node scope =
        Statements.function(dictionary).orElseGet(() -> flow.project().file(dictionary).root());
    return dictionary.is("identifier")
        && new Effects(flow.project()).mutated(scope).contains(dictionary.text());
  }

  private boolean isOption(String name) {
    return signature.option(name).isPresent();
  }

  /** The value written for an option. */
  public Optional<Node> value(String option) {
    return Optional.ofNullable(given.get(option)).map(Argument::value);
  }

  /** Whether every argument could be bound. */
  public boolean complete() {
    return problems.isEmpty();
  }

  /** Whether a dictionary that could not be bound is set such an option by an assignment. */
  public boolean isSetLater(Project project, Predicate<String> option) {
    return problems.stream()
        .map(argument -> argument.value())
        .flatMap(
            dictionary ->
                project
                    .file(dictionary)
                    .root()
                    .descendants("assignment")
                    .map(assignment -> assignment.get("left"))
                    .filter(left -> left.is("subscript"))
                    .filter(left -> left.get("value").text().equals(dictionary.text())))
        .flatMap(left -> Text.string(left.get("subscript")).stream())
        .anyMatch(option);
  }

  /** Dictionaries whose keys are written out. */
  static final class Dictionaries {
    private Dictionaries() {}

    /** The entries of {@code {"a": 1}} or {@code dict(a=1)}; empty for anything else. */
    static Optional<Map<String, Node>> entries(Node node) {
      Map<String, Node> entries = new LinkedHashMap<>();
      if (node.is("dictionary")) {
        return node.children().stream().allMatch(child -> pair(child, entries))
            ? Optional.of(entries)
            : Optional.empty();
      }
      Optional<Call> call = Call.of(node).filter(c -> c.callee().text().equals("dict"));
      if (call.isEmpty()
          || !call.get().arguments().stream().allMatch(a -> a.kind() == Argument.Kind.KEYWORD)) {
        return Optional.empty();
      }
      call.get().arguments().forEach(a -> entries.put(a.keyword(), a.value()));
      return Optional.of(entries);
    }

    private static boolean pair(Node child, Map<String, Node> entries) {
      if (!child.is("pair")) {
        return false;
      }
      Optional<String> key = Text.string(child.get("key"));
      key.ifPresent(k -> entries.put(k, child.get("value")));
      return key.isPresent();
    }
  }
}
