package dev.lockstep.porter.program;

import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Evaluator;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Text;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How often loops run, as a Python expression that is valid at some place of the script.
 *
 * @param python the expression; binds at least as tight as a product
 * @param known the number, if every part is known (options by their defaults)
 */
public record Count(String python, OptionalLong known) {
  /** One. */
  public static final Count ONE = new Count("1", OptionalLong.of(1));

  /** Expressions that bind tighter than any operator. */
  private static final Set<String> ATOMS =
      Set.of("identifier", "attribute", "integer", "call", "subscript", "parenthesized_expression");

  /** Loops over a wrapper run as often as over what is wrapped. */
  private static final Set<String> WRAPPERS =
      Set.of("enumerate", "tqdm", "trange", "iter", "track");

  /** The product with another count. */
  public Count times(Count other) {
    if (equals(ONE)) {
      return other;
    }
    OptionalLong product =
        known.isPresent() && other.known.isPresent()
            ? OptionalLong.of(known.getAsLong() * other.known.getAsLong())
            : OptionalLong.empty();
    return other.equals(ONE) ? this : new Count(python + " * " + other.python, product);
  }

  /** Counts loops for a place. */
  public static final class Reader {
    private final Flow flow;
    private final Evaluator evaluator;
    private final Translator translator;

    /**
     * A reader of the loops of a path.
     *
     * @param translator to where the expression must be valid
     */
    public Reader(Flow flow, Evaluator evaluator, Translator translator) {
      this.flow = flow;
      this.evaluator = evaluator;
      this.translator = translator;
    }

    /** How often the innermost of these loops starts a round; empty if that cannot be said. */
    public Optional<Count> of(List<Node> loops) {
      Count product = ONE;
      for (Node loop : loops) {
        Optional<Count> count =
            loop.is("for_statement") ? iterable(loop.get("right")) : Optional.empty();
        if (count.isEmpty()) {
          return Optional.empty();
        }
        product = product.times(count.get());
      }
      return Optional.of(product);
    }

    private Optional<Count> iterable(Node expression) {
      Optional<Call> call = Call.of(Text.unwrapped(expression));
      if (call.isEmpty()) {
        return hasLength(expression) ? expression("len(%s)", expression) : Optional.empty();
      }
      if (call.get().name().equals("range")) {
        return range(call.get());
      }
      boolean wrapped = WRAPPERS.contains(call.get().name()) && !call.get().arguments().isEmpty();
      return wrapped ? iterable(call.get().arguments().get(0).value()) : Optional.empty();
    }

    private Optional<Count> range(Call range) {
      List<Argument> bounds = range.arguments();
      if (bounds.size() == 1) {
        return expression("%s", bounds.get(0).value());
      }
      if (bounds.size() == 2) {
        Node start = bounds.get(0).value();
        Optional<Count> stop = expression("%s", bounds.get(1).value());
        return start.text().equals("0")
            ? stop
            : stop.flatMap(s -> expression("%s", start).map(b -> minus(s, b)));
      }
      return bounds.size() == 3 && bounds.get(0).value().text().equals("0")
          ? rounds(bounds.get(1).value(), bounds.get(2).value())
          : Optional.empty();
    }

    private static Count minus(Count stop, Count start) {
      OptionalLong known =
          stop.known.isPresent() && start.known.isPresent()
              ? OptionalLong.of(stop.known.getAsLong() - start.known.getAsLong())
              : OptionalLong.empty();
      return new Count("(%s - %s)".formatted(stop.python, start.python), known);
    }

    /** {@code range(0, n, step)} has one round for each step begun. */
    private Optional<Count> rounds(Node stop, Node step) {
      Optional<Count> n = expression("%s", stop);
      Optional<Count> size = expression("%s", step);
      if (n.isEmpty() || size.isEmpty()) {
        return Optional.empty();
      }
      OptionalLong known = OptionalLong.empty();
      if (n.get().known.isPresent() && size.get().known.orElse(0) > 0) {
        long k = size.get().known.getAsLong();
        known = OptionalLong.of((n.get().known.getAsLong() + k - 1) / k);
      }
      return Optional.of(
          new Count("len(range(0, %s, %s))".formatted(n.get().python, size.get().python), known));
    }

    /** Whether what is iterated has a length: a loader, a list, a range; not a generator. */
    private boolean hasLength(Node iterable) {
      return flow.origins(iterable).stream().allMatch(this::makesSized);
    }

    private boolean makesSized(Node origin) {
      Optional<Call> call = Call.of(origin);
      if (call.isEmpty()) {
        return origin.is("list", "tuple", "list_comprehension");
      }
      Optional<Node> callee = flow.callee(call.get());
      return callee.isEmpty()
          && call.get().name().matches("list|range|sorted|.*[Ll]oader|split|array_split");
    }

    private Optional<Count> expression(String format, Node expression) {
      Optional<String> text = translator.translate(expression);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      boolean atom = expression.is(ATOMS);
      String inner = atom || !format.equals("%s") ? text.get() : "(" + text.get() + ")";
      OptionalLong known = OptionalLong.empty();
      if (format.equals("%s") && evaluator.value(expression).number().isPresent()) {
        known = OptionalLong.of((long) evaluator.value(expression).number().getAsDouble());
      }
      return Optional.of(new Count(format.formatted(inner), known));
    }
  }
}
