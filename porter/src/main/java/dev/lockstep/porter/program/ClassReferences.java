package dev.lockstep.porter.program;

import dev.lockstep.porter.python.Binding;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import dev.lockstep.porter.python.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the classes are named that a variable or a table may hold. All of them must be classes of
 * optimizers or schedulers of the framework, or nothing is said; a variable may hold an optimizer
 * of another library instead.
 */
final class ClassReferences {
  private static final int MAX_DEPTH = 6;

  /** What optimizers are called after the rules that they vary. */
  private static final Pattern OPTIMIZER =
      Pattern.compile("(\\w*(Ada|Adam|SGD|Lion|Lamb|LAMB|RMSprop|Prodigy|Muon)\\w*)");

  private final TrainingProgram program;
  private final List<Node> found = new ArrayList<>();
  private final List<Node> others = new ArrayList<>();

  private ClassReferences(TrainingProgram program) {
    this.program = program;
  }

  /** The entries of a table that holds nothing but classes. */
  static Optional<Map<String, Node>> ofTable(TrainingProgram program, Node table) {
    return program
        .flow()
        .origin(table)
        .flatMap(program::dictionary)
        .filter(entries -> !entries.isEmpty())
        .filter(entries -> entries.values().stream().allMatch(n -> isClass(program, n)));
  }

  /** What an expression may be; nothing if it names a class itself, or may be something else. */
  static List<Node> of(TrainingProgram program, Node expression) {
    return read(program, expression).found.stream().distinct().toList();
  }

  /** The classes of other libraries that an expression may be instead. */
  static List<Node> others(TrainingProgram program, Node expression) {
    return read(program, expression).others.stream().distinct().toList();
  }

  private static ClassReferences read(TrainingProgram program, Node expression) {
    ClassReferences references = new ClassReferences(program);
    boolean chosen = references.isVariable(expression) || expression.is("call");
    boolean all = chosen && references.read(expression, MAX_DEPTH) && !references.found.isEmpty();
    return all ? references : new ClassReferences(program);
  }

  private static boolean isClass(TrainingProgram program, Node expression) {
    return program
        .qualified(expression)
        .filter(n -> program.framework().isOptimizer(n) || program.framework().isScheduler(n))
        .isPresent();
  }

  /** Whether an expression names an optimizer of another library: {@code bnb.optim.AdamW8bit}. */
  private boolean isOfLibrary(Node expression) {
    return program
        .qualified(expression)
        .filter(n -> n.contains(".") && !n.startsWith(Torch.ROOT + "."))
        .filter(n -> !n.startsWith(MindSpore.ROOT + "."))
        .map(n -> n.substring(n.lastIndexOf('.') + 1))
        .filter(n -> OPTIMIZER.matcher(n).matches())
        .isPresent();
  }

  private boolean isVariable(Node expression) {
    return expression.is("identifier")
        && program.project().scopes(expression).lookup(expression).stream()
            .anyMatch(b -> b.is(Binding.Kind.ASSIGN) || b.is(Binding.Kind.PARAMETER));
  }

  private boolean read(Node expression, int depth) {
    if (depth == 0) {
      return false;
    }
    if (isVariable(expression)) {
      return program.project().scopes(expression).lookup(expression).stream()
          .allMatch(binding -> read(binding, depth - 1));
    }
    return switch (expression.kind()) {
      case "identifier", "attribute" ->
          isClass(program, expression)
              ? found.add(expression)
              : isOfLibrary(expression) && others.add(expression);
      case "parenthesized_expression" -> read(Text.unwrapped(expression), depth - 1);
      case "conditional_expression" ->
          read(expression.children().get(0), depth - 1)
              && read(expression.children().get(2), depth - 1);
      case "subscript" ->
          expression.all("subscript").size() == 1 && readTable(expression.get("value"));
      case "call" -> read(Call.of(expression).orElseThrow(), depth);
      default -> false;
    };
  }

  /**
   * {@code getattr(torch.optim, name)}, {@code functools.partial(optim.Adam, lr=0.1)}, {@code
   * CLASSES.get(name, optim.SGD)}.
   */
  private boolean read(Call call, int depth) {
    Optional<Node> module = ChosenClass.module(program, call);
    boolean partial =
        program.qualified(call.callee()).filter("functools.partial"::equals).isPresent();
    if (partial) {
      return call.positional(0).filter(a -> read(a.value(), depth - 1)).isPresent();
    }
    return module.isPresent() ? found.add(module.get()) : isLookup(call, depth);
  }

  private boolean isLookup(Call call, int depth) {
    return call.name().equals("get")
        && call.receiver().filter(this::readTable).isPresent()
        && call.arguments().stream().skip(1).allMatch(a -> read(a.value(), depth - 1));
  }

  private boolean readTable(Node table) {
    return ofTable(program, table).filter(e -> found.addAll(e.values())).isPresent();
  }

  private boolean read(Binding binding, int depth) {
    boolean whole = binding.is(Binding.Kind.ASSIGN) && binding.path().isEmpty();
    if (whole && binding.source().isPresent()) {
      return read(binding.source().get(), depth);
    }
    return binding.is(Binding.Kind.PARAMETER) && given(binding, depth);
  }

  /** What the callers give to a parameter, or its default. */
  private boolean given(Binding parameter, int depth) {
    Optional<Node> function = Statements.function(parameter.site());
    List<Call> callers = function.map(program.flow()::callers).orElse(List.of());
    Optional<Node> normally = parameter.source();
    boolean all =
        callers.stream()
            .map(c -> Flow.argument(function.orElseThrow(), c, parameter.name()).or(() -> normally))
            .allMatch(value -> value.filter(n -> read(n, depth)).isPresent());
    boolean some = !callers.isEmpty() || normally.filter(n -> read(n, depth)).isPresent();
    return all && some;
  }
}
