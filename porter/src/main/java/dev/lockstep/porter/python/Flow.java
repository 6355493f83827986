package dev.lockstep.porter.python;

import dev.lockstep.porter.python.Binding.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Where a value comes from: follows names, parameters to the arguments of every known call, results
 * to the {@code return}s, {@code self.x} to its assignments, and imports to other files of the
 * project.
 *
 * <p>The answer is a set of <em>origins</em>: expressions that make a value (a call, a literal, a
 * definition). Whatever cannot be followed is its own origin, so nothing is ever left out. The
 * order of statements is not considered: a name assigned twice has both origins.
 */
public final class Flow {
  /** Longer chains are cut: the last expression reached is then the origin. */
  private static final int MAX_DEPTH = 24;

  /** Aliases, imports and base classes are followed so far to a definition. */
  private static final int MAX_ALIASES = 4;

  /** More expressions are not looked at for one answer: those reached last are then origins. */
  private static final int MAX_LOOKS = 5_000;

  private final Project project;
  private final Function<Call, List<Node>> passages;
  private final Map<Node, Set<Node>> memo = new HashMap<>();
  private final Map<Node, List<Node>> steps = new HashMap<>();
  private final Map<Callee, Optional<Node>> definitions = new HashMap<>();
  private final Map<Node, List<Call>> callers = new HashMap<>();
  private final Map<Node, Map<String, List<Node>>> attributes = new HashMap<>();
  private int looks;

  /**
   * The flow of a project.
   *
   * @param passages for a call that hands inputs on unchanged ({@code model.to(device)}), these
   *     inputs, one a result
   */
  public Flow(Project project, Function<Call, List<Node>> passages) {
    this.project = project;
    this.passages = passages;
    project.files().forEach(this::indexCalls);
  }

  private void indexCalls(PythonFile file) {
    Call.in(file.root())
        .forEach(
            call ->
                callee(call)
                    .ifPresent(f -> callers.computeIfAbsent(f, n -> new ArrayList<>(1)).add(call)));
  }

  /** The project whose flow it is. */
  public Project project() {
    return project;
  }

  /** The expressions that a value may come from. */
  public Set<Node> origins(Node expression) {
    Set<Node> known = memo.get(expression);
    if (known == null) {
      looks = 0;
      known = trace(expression, new HashSet<>(), MAX_DEPTH);
      memo.put(expression, known);
    }
    return known;
  }

  /** The only origin of an expression, if there is just one. */
  public Optional<Node> origin(Node expression) {
    Set<Node> origins = origins(expression);
    return origins.size() == 1 ? Optional.of(origins.iterator().next()) : Optional.empty();
  }

  /** The calls of a function (or, for a method {@code __init__}, of its class). */
  public List<Call> callers(Node function) {
    List<Call> direct = callers.getOrDefault(function, List.of());
    Optional<Node> owner = methodOwner(function);
    boolean constructor = owner.isPresent() && function.get("name").text().equals("__init__");
    return constructor ? callers.getOrDefault(owner.get(), List.of()) : direct;
  }

  /** The function or class of this project that a call calls. */
  public Optional<Node> callee(Call call) {
    return definition(call.callee(), MAX_ALIASES);
  }

  /** The function of this project that a call runs: for a class its constructor. */
  public Optional<Node> runs(Call call) {
    return callee(call)
        .flatMap(
            n -> n.is("class_definition") ? method(n, "__init__", MAX_ALIASES) : Optional.of(n));
  }

  /** The names of a function's parameters. */
  public static List<String> parameters(Node function) {
    return function.find("parameters").stream()
        .flatMap(all -> all.children().stream())
        .map(each -> BindingReader.parameterName(each).text())
        .toList();
  }

  /** The class of this project whose instance an expression is, if there is just one. */
  public Optional<Node> instanceOf(Node expression) {
    Set<Node> classes = new LinkedHashSet<>();
    for (Node origin : origins(expression)) {
      Call.of(origin)
          .flatMap(this::callee)
          .filter(n -> n.is("class_definition"))
          .ifPresent(classes::add);
    }
    return classes.size() == 1 ? Optional.of(classes.iterator().next()) : Optional.empty();
  }

  /** Whether an expression is always made by one of some calls, or None. */
  public boolean isMade(Node expression, Predicate<Call> maker) {
    List<Node> origins = origins(expression).stream().filter(o -> !o.is("none")).toList();
    return !origins.isEmpty()
        && origins.stream().allMatch(o -> Call.of(o).filter(maker).isPresent());
  }

  /** What is called, and how many steps may still be taken to find its definition. */
  private record Callee(Node expression, int depth) {}

  private Optional<Node> definition(Node callee, int depth) {
    if (depth == 0) {
      return Optional.empty();
    }
    Callee key = new Callee(callee, depth);
    Optional<Node> known = definitions.get(key);
    if (known == null) {
      known = find(callee, depth);
      definitions.put(key, known);
    }
    return known;
  }

  private Optional<Node> find(Node callee, int depth) {
    if (callee.is("identifier")) {
      return only(definitions(callee.source(), project.bindings(callee), depth));
    }
    if (callee.is("attribute")) {
      Node object = callee.get("object");
      String name = callee.get("attribute").text();
      Optional<Node> type = isSelf(object) ? enclosingClass(object) : classOf(object, depth);
      return type.isPresent() ? method(type.get(), name, depth) : moduleFunction(callee);
    }
    return Optional.empty();
  }

  private Optional<Node> moduleFunction(Node callee) {
    PythonFile file = project.file(callee);
    Optional<String> dotted = file.scopes().qualified(callee);
    return dotted.isEmpty()
        ? Optional.empty()
        : only(definitions(callee.source(), project.imported(file, dotted.get()), 1));
  }

  /** The class of a name that is assigned an instance; flows further than one name are not used. */
  private Optional<Node> classOf(Node object, int depth) {
    if (!object.is("identifier")) {
      return Optional.empty();
    }
    Set<Node> classes = new LinkedHashSet<>();
    for (Binding binding : project.scopes(object).lookup(object)) {
      binding
          .source()
          .filter(n -> binding.is(Kind.ASSIGN) && binding.path().isEmpty())
          .map(this::throughPassage)
          .flatMap(Call::of)
          .flatMap(call -> definition(call.callee(), depth - 1))
          .filter(n -> n.is("class_definition"))
          .ifPresent(classes::add);
    }
    return only(classes);
  }

  /** The only input that a call hands on. */
  private Optional<Node> passage(Call call) {
    List<Node> inputs = passages.apply(call);
    return inputs.size() == 1 ? Optional.of(inputs.get(0)) : Optional.empty();
  }

  private Node throughPassage(Node value) {
    Optional<Node> inner = Call.of(value).flatMap(this::passage);
    return inner.isPresent() ? throughPassage(inner.get()) : value;
  }

  private Set<Node> definitions(Source source, List<Binding> bindings, int depth) {
    Set<Node> found = new LinkedHashSet<>();
    for (Binding binding : bindings) {
      if (binding.is(Kind.FUNCTION) || binding.is(Kind.CLASS)) {
        binding.source().ifPresent(found::add);
      } else if (binding.is(Kind.IMPORT) && depth > 0) {
        PythonFile importer = project.file(binding.site());
        found.addAll(definitions(source, project.imported(importer, binding.module()), depth - 1));
      }
    }
    return found;
  }

  private static Optional<Node> only(Set<Node> nodes) {
    return nodes.size() == 1 ? Optional.of(nodes.iterator().next()) : Optional.empty();
  }

  /** A method of a class, or of the classes of this project that it extends. */
  public Optional<Node> method(Node type, String name) {
    return method(type, name, MAX_ALIASES);
  }

  private Optional<Node> method(Node type, String name, int depth) {
    Optional<Node> own =
        project.scopes(type).of(project.scopes(type).module(), type).local(name).stream()
            .filter(b -> b.is(Kind.FUNCTION))
            .findFirst()
            .flatMap(Binding::source);
    if (own.isPresent() || depth == 0) {
      return own;
    }
    return bases(type)
        .flatMap(base -> definition(base, depth - 1).stream())
        .filter(n -> n.is("class_definition"))
        .flatMap(base -> method(base, name, depth - 1).stream())
        .findFirst();
  }

  /** The base-class expressions of a class. */
  public static Stream<Node> bases(Node type) {
    return type.find("superclasses").stream().flatMap(n -> n.children().stream());
  }

  /** The methods of a class, decorated ones apart. */
  public static List<Node> methods(Node type) {
    return type.get("body").children().stream().filter(n -> n.is("function_definition")).toList();
  }

  /** Whether an expression is the first parameter of the method around it. */
  public static boolean isSelf(Node object) {
    return object.is("identifier")
        && Statements.function(object)
            .filter(f -> methodOwner(f).isPresent())
            .flatMap(f -> f.find("parameters"))
            .flatMap(p -> p.children().stream().findFirst())
            .filter(first -> first.text().equals(object.text()))
            .isPresent();
  }

  /** The class around a node. */
  public static Optional<Node> enclosingClass(Node node) {
    return node.enclosing("class_definition");
  }

  /** The class whose method a function is. */
  public static Optional<Node> methodOwner(Node function) {
    return function
        .parent()
        .map(p -> p.is("decorated_definition") ? p.parent().orElse(p) : p)
        .flatMap(Node::parent)
        .filter(n -> n.is("class_definition"));
  }

  private Set<Node> trace(Node expression, Set<Node> visiting, int depth) {
    if (depth == 0 || looks++ > MAX_LOOKS) {
      return Set.of(expression);
    }
    if (!visiting.add(expression)) {
      return Set.of();
    }
    Set<Node> found = trace(steps.computeIfAbsent(expression, this::step), visiting, depth - 1);
    visiting.remove(expression);
    return found.isEmpty() ? Set.of(expression) : found;
  }

  private Set<Node> trace(List<Node> expressions, Set<Node> visiting, int depth) {
    if (expressions.size() == 1) {
      return trace(expressions.get(0), visiting, depth);
    }
    Set<Node> found = new LinkedHashSet<>();
    expressions.forEach(each -> found.addAll(trace(each, visiting, depth)));
    return found;
  }

  /** One step back; the expression itself if it is an origin. */
  private List<Node> step(Node expression) {
    return switch (expression.kind()) {
      case "parenthesized_expression", "await" -> expression.children();
      case "conditional_expression" ->
          List.of(expression.children().get(0), expression.children().get(2));
      case "boolean_operator" -> List.of(expression.get("left"), expression.get("right"));
      case "identifier" -> stepName(expression);
      case "attribute" -> stepAttribute(expression);
      case "call" -> stepCall(expression);
      default -> List.of(expression);
    };
  }

  private List<Node> stepName(Node name) {
    List<Binding> bindings = project.bindings(name);
    List<Node> next = new ArrayList<>();
    for (Binding binding : bindings) {
      next.addAll(stepBinding(binding));
    }
    return next.isEmpty() ? List.of(name) : next;
  }

  private List<Node> stepBinding(Binding binding) {
    return switch (binding.kind()) {
      case ASSIGN, CONTEXT ->
          binding
              .source()
              .map(source -> project(source, binding.path(), binding.site()))
              .orElse(List.of());
      case FUNCTION, CLASS -> binding.source().stream().toList();
      case PARAMETER -> arguments(binding);
      case IMPORT -> stepImport(binding);
      case AUGMENT, ELEMENT, OTHER -> List.of(binding.site());
    };
  }

  private List<Node> stepImport(Binding binding) {
    List<Node> next = new ArrayList<>();
    for (Binding other : project.imported(project.file(binding.site()), binding.module())) {
      next.addAll(other.is(Kind.IMPORT) ? List.of(other.site()) : stepBinding(other));
    }
    return next.isEmpty() ? List.of(binding.site()) : next;
  }

  /** The part of a value that an unpacking assignment takes. */
  private List<Node> project(Node value, List<Integer> path, Node otherwise) {
    List<Node> parts = List.of(value);
    for (int index : path) {
      List<Node> next = new ArrayList<>();
      for (Node part : parts) {
        next.addAll(element(part, index));
      }
      parts = next;
    }
    return parts.isEmpty() ? List.of(otherwise) : parts;
  }

  private List<Node> element(Node value, int index) {
    List<Node> inputs = Call.of(value).map(passages).orElse(List.of());
    if (inputs.size() > 1 && index < inputs.size()) {
      return List.of(inputs.get(index));
    }
    List<Node> next = new ArrayList<>();
    List<Node> sources = value.is("call") ? results(value) : List.of(Text.unwrapped(value));
    for (Node source : sources) {
      if (source.is("tuple", "list", "expression_list") && index < source.children().size()) {
        next.add(source.children().get(index));
      }
    }
    return next;
  }

  private List<Node> results(Node call) {
    return Call.of(call).flatMap(this::callee).map(Flow::returns).orElse(List.of());
  }

  /** The values that a function returns. */
  public static List<Node> returns(Node function) {
    if (!function.is("function_definition")) {
      return List.of();
    }
    return function
        .descendants("return_statement")
        .filter(r -> Statements.function(r).filter(f -> f == function).isPresent())
        .flatMap(r -> r.children().stream())
        .toList();
  }

  private List<Node> stepCall(Node node) {
    Call call = Call.of(node).orElseThrow();
    Optional<Node> passed = passage(call);
    if (passed.isPresent()) {
      return List.of(passed.get());
    }
    List<Node> results =
        results(node).stream().filter(r -> !r.is("tuple", "expression_list")).toList();
    return results.isEmpty() ? List.of(node) : results;
  }

  private List<Node> stepAttribute(Node attribute) {
    Node object = attribute.get("object");
    String name = attribute.get("attribute").text();
    Optional<Node> type = isSelf(object) ? enclosingClass(object) : classOf(object, MAX_ALIASES);
    List<Node> next = type.map(t -> attributeValues(t, name)).orElse(List.of());
    return next.isEmpty() ? List.of(attribute) : next;
  }

  /** What the methods of a class assign to an attribute of their instance. */
  private List<Node> attributeValues(Node type, String name) {
    return attributes.computeIfAbsent(type, this::readAttributes).getOrDefault(name, List.of());
  }

  private Map<String, List<Node>> readAttributes(Node type) {
    Map<String, List<Node>> values = new HashMap<>();
    type.descendants("assignment")
        .filter(a -> a.find("right").isPresent())
        .forEach(a -> readAttribute(a.get("left"), a.get("right"), List.of(), values));
    return values;
  }

  private void readAttribute(
      Node target, Node value, List<Integer> path, Map<String, List<Node>> values) {
    if (target.is("pattern_list", "tuple_pattern")) {
      List<Node> parts = target.children();
      for (int i = 0; i < parts.size(); i++) {
        readAttribute(parts.get(i), value, List.of(i), values);
      }
    } else if (target.is("attribute") && isSelf(target.get("object"))) {
      String name = target.get("attribute").text();
      values.computeIfAbsent(name, n -> new ArrayList<>(1)).addAll(project(value, path, target));
    }
  }

  /** The values that callers give to a parameter; the parameter itself if no caller is known. */
  private List<Node> arguments(Binding parameter) {
    Optional<Node> function = Statements.function(parameter.site());
    if (function.isEmpty()) {
      return List.of(parameter.site());
    }
    List<Node> values = new ArrayList<>();
    for (Call call : callers(function.get())) {
      argument(function.get(), call, parameter.name())
          .or(parameter::source)
          .ifPresentOrElse(values::add, () -> values.add(parameter.site()));
    }
    return values.isEmpty() ? List.of(parameter.site()) : values;
  }

  /** The value that a call of a function gives to the parameter of that name. */
  public static Optional<Node> argument(Node function, Call call, String parameter) {
    return call.argument(position(function, parameter), parameter).map(Argument::value);
  }

  /** The position at which a call gives a parameter: the instance of a method is not counted. */
  private static int position(Node function, String name) {
    if (!function.is("function_definition")) {
      return -1;
    }
    int skip = methodOwner(function).isPresent() && !isStatic(function) ? 1 : 0;
    int at = parameters(function).indexOf(name);
    return at < 0 ? at : at - skip;
  }

  private static boolean isStatic(Node function) {
    return function.parent().filter(p -> p.is("decorated_definition")).stream()
        .flatMap(p -> p.children().stream())
        .anyMatch(n -> n.is("decorator") && n.text().contains("staticmethod"));
  }
}
