package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.api.Api;
import dev.lockstep.porter.edit.ArgumentEdits;
import dev.lockstep.porter.edit.Rendering;
import dev.lockstep.porter.edit.Replacement;
import dev.lockstep.porter.plan.Texts;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import dev.lockstep.porter.python.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rewriting of one call by an entry of the table. */
final class ApiArguments {
  private static final Text UNREAD =
      new Text("its arguments cannot be read (stars)", "其参数无法读取（星号展开）");

  private final FilePort port;
  private final Api api;
  private final Call call;
  private final Map<Argument, String> source = new LinkedHashMap<>();

  ApiArguments(FilePort port, Api api, Call call) {
    this.port = port;
    this.api = api;
    this.call = call;
    int position = 0;
    for (Argument argument : call.arguments()) {
      boolean positional = argument.kind() == Argument.Kind.POSITIONAL;
      int index = positional ? position++ : -1;
      boolean named = positional && index < api.takes().size();
      source.put(argument, named ? api.takes().get(index) : argument.keyword());
    }
  }

  /** Rewrites the call. */
  void rewrite() {
    Counterpart.write(port, api.call().orElse(api.to()), call.callee());
    if (api.function()) {
      function();
    } else if (api.sizes()) {
      sizes();
    } else {
      arguments();
    }
  }

  /** Why the call cannot be rewritten; empty if it can. */
  Optional<Text> refusal() {
    boolean starred =
        call.arguments().stream()
            .anyMatch(
                a -> a.kind() == Argument.Kind.SPLAT || a.kind() == Argument.Kind.DOUBLE_SPLAT);
    if (starred && !api.keepsArguments() && !api.variadic()) {
      return Optional.of(UNREAD);
    }
    Optional<String> missing =
        api.require().stream().filter(name -> !source.containsValue(name)).findFirst();
    if (missing.isPresent()) {
      return Optional.of(Texts.format("without its argument %s", "缺少参数 %s 时没有对应项", missing.get()));
    }
    return source.entrySet().stream()
        .filter(e -> isRefused(e.getKey(), e.getValue()))
        .findFirst()
        .map(
            e ->
                Texts.format(
                    "its argument %s has none", "其参数 %s 没有对应项", name(e.getKey(), e.getValue())));
  }

  private static String name(Argument argument, String parameter) {
    return parameter.isEmpty() ? argument.value().text().replaceAll("\\s+", " ") : parameter;
  }

  private boolean isRefused(Argument argument, String parameter) {
    if (LegacyReduction.decides(parameter) && api.drop().contains(parameter)) {
      return !reduction().isKnown(parameter);
    }
    if (api.refuse().contains(parameter)) {
      return !isAsked(parameter)
          && !argument.value().is("none")
          && !port.program().evaluator().value(argument.value()).isCertainly(false);
    }
    if (api.only().containsKey(parameter)) {
      return !isOneOf(argument.value(), api.only().get(parameter));
    }
    boolean other =
        api.numbers().contains(parameter)
            && argument.kind() == Argument.Kind.POSITIONAL
            && !isNumber(argument.value());
    boolean tooMany =
        argument.kind() == Argument.Kind.POSITIONAL
            && parameter.isEmpty()
            && !api.variadic()
            && !api.sizes()
            && (api.function() || !api.takes().isEmpty());
    boolean unknown =
        !parameter.isEmpty()
            && !api.gives().isEmpty()
            && !api.drop().contains(parameter)
            && !api.gives().contains(api.renamed(parameter));
    return other || tooMany || unknown;
  }

  /** Whether an argument asks for what a parameter has anyway. */
  private boolean isAsked(String parameter) {
    return parameter.equals("requires_grad")
        && port.program().optimizedTensors().holds(call.node());
  }

  /** Whether an argument is surely a number, by its value or its name. */
  private boolean isNumber(Node value) {
    return value.is("integer")
        || value.text().matches("-\\s*\\d+|(.*[._])?(dim|axis)")
        || port.program().evaluator().value(value).number().isPresent();
  }

  private boolean isOneOf(Node value, List<String> texts) {
    Value known = port.program().evaluator().value(value);
    return known.certain() && texts.contains(String.valueOf(known.constant().orElseThrow()));
  }

  private void arguments() {
    ArgumentEdits edits = new ArgumentEdits(call, port.edits());
    boolean aligned = true;
    int position = 0;
    for (Map.Entry<Argument, String> entry : source.entrySet()) {
      Argument argument = entry.getKey();
      String parameter = entry.getValue();
      boolean gone = api.drop().contains(parameter) || api.refuse().contains(parameter);
      if (gone) {
        edits.remove(argument);
        aligned = false;
      } else if (argument.kind() == Argument.Kind.KEYWORD) {
        edits.rename(argument, api.renamed(parameter));
      } else if (!parameter.isEmpty() && !api.gives().isEmpty()) {
        aligned &= isAt(position, api.renamed(parameter));
        if (!aligned) {
          edits.rename(argument, api.renamed(parameter));
        }
      }
      if (!gone) {
        convert(edits, argument, parameter);
      }
      position++;
    }
    missing().forEach((name, text) -> edits.add(r -> name + "=" + stated(r, text)));
    edits.apply();
  }

  private void convert(ArgumentEdits edits, Argument argument, String parameter) {
    Node value = argument.value();
    boolean number = !value.is("tuple", "list");
    if (api.invert().contains(parameter)) {
      edits.value(argument, r -> "1 - " + r.text(value));
    } else if (api.tuple().contains(parameter) && number && !isList(value)) {
      edits.value(argument, r -> "(" + r.text(value) + ",)");
    }
  }

  private boolean isList(Node value) {
    return port.program().flow().origins(value).stream().allMatch(o -> o.is("tuple", "list"))
        || port.program().evaluator().value(value).elements().isPresent();
  }

  private boolean isAt(int position, String name) {
    return position < api.gives().size() && api.gives().get(position).equals(name);
  }

  /** What must be written because the call does not give it. */
  private Map<String, String> missing() {
    Map<String, String> missing = new LinkedHashMap<>(api.state());
    source.values().stream().map(api::renamed).forEach(missing::remove);
    String quote = port.quote(call.node());
    reduction().asked().ifPresent(asked -> missing.put("reduction", quote + asked + quote));
    return missing;
  }

  private LegacyReduction reduction() {
    Map<String, Node> arguments = new HashMap<>();
    source.forEach((argument, name) -> arguments.put(name, argument.value()));
    return new LegacyReduction(arguments, port.program().evaluator());
  }

  /** A default of the source: a text, an API of the target, or another argument. */
  private String stated(Rendering r, String text) {
    if (text.startsWith("{")) {
      String name = text.substring(1, text.length() - 1);
      return source.entrySet().stream()
          .filter(e -> e.getValue().equals(name))
          .map(e -> r.text(e.getKey().value()))
          .findFirst()
          .orElseThrow();
    }
    int bracket = text.indexOf('(');
    return bracket > 0
        ? r.name(text.substring(0, bracket), call.callee()) + text.substring(bracket)
        : text;
  }

  /** {@code zeros(2, 3)} becomes {@code zeros((2, 3))}. */
  private void sizes() {
    List<Argument> extents =
        call.arguments().stream().filter(a -> a.kind() == Argument.Kind.POSITIONAL).toList();
    boolean several =
        extents.size() > 1 || (extents.size() == 1 && extents.get(0).value().is("integer"));
    if (several) {
      int first = extents.get(0).node().start();
      int last = extents.get(extents.size() - 1).node().end();
      String comma = extents.size() == 1 ? "," : "";
      port.edits().insert(first, Replacement.of("("));
      port.edits().insert(last, Replacement.of(comma + ")"));
    }
    arguments();
  }

  /** An object that is called becomes a function: {@code CrossEntropyLoss()} and its options. */
  private void function() {
    Node brackets = call.node().get("arguments");
    if (call.arguments().isEmpty() && missing().isEmpty()) {
      port.edits().replace(brackets, isClassAttribute() ? ")" : "");
      if (isClassAttribute()) {
        port.edits().insert(call.node().start(), Replacement.of("staticmethod("));
      }
      return;
    }
    port.edits().replace(brackets, r -> ", " + String.join(", ", options(r)) + ")");
    port.edits().insert(call.node().start(), r -> r.name("functools.partial", call.callee()) + "(");
  }

  /** Whether the call makes an attribute of a class, which would be a method if a function. */
  private boolean isClassAttribute() {
    return Statements.owner(call.node()).is("class_definition")
        && Statements.target(call.node()).isPresent();
  }

  private List<String> options(Rendering r) {
    List<String> options = new ArrayList<>();
    source.forEach(
        (argument, name) -> {
          if (!api.refuse().contains(name) && !api.drop().contains(name)) {
            options.add(api.renamed(name) + "=" + r.text(argument.value()));
          }
        });
    missing().forEach((name, text) -> options.add(name + "=" + stated(r, text)));
    return options;
  }
}
