package dev.lockstep.porter.plan;

import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a project says whether tensors need gradients: {@code p.requires_grad = False}, and the
 * calls of functions that do.
 */
public final class Freezing {
  private final Survey survey;
  private Optional<Set<Node>> places = Optional.empty();

  Freezing(Survey survey) {
    this.survey = survey;
  }

  /** What a statement that sets whether a tensor needs gradients sets it to. */
  public static Optional<String> asked(Node attribute) {
    String name = attribute.get("attribute").text();
    if (name.equals("requires_grad") && Effects.isTarget(attribute)) {
      return attribute.parent().flatMap(p -> p.find("right")).map(Node::text);
    }
    return Call.of(attribute.parent().orElse(attribute))
        .filter(c -> name.equals("requires_grad_") && c.callee() == attribute)
        .map(c -> c.argument(0, "requires_grad").map(a -> a.value().text()).orElse("True"));
  }

  /** The statements that say so, and the calls that lead to one, in some code. */
  public Stream<Node> in(Node code) {
    return all().filter(code::contains);
  }

  private Stream<Node> all() {
    if (places.isEmpty()) {
      List<Node> attributes =
          survey.program().project().files().stream()
              .flatMap(file -> file.root().descendants("attribute"))
              .filter(n -> asked(n).isPresent() && isOfModel(n.get("object")))
              .toList();
      places = Optional.of(survey.training().reaching(attributes));
    }
    return places.get().stream();
  }

  /**
   * Whether a call says what one has said before training, as {@code model.train()} does where a
   * model's own method keeps its layers frozen.
   */
  public boolean isSaidAgain(Node place) {
    return place.is("call")
        && values(place).size() == 1
        && all()
            .filter(n -> n.is("call") && !survey.training().isDuring(n))
            .anyMatch(n -> n.text().equals(place.text()) || isOfConstructor(n, place));
  }

  /** Whether a constructor makes the same call, of a method of its own. */
  private boolean isOfConstructor(Node call, Node place) {
    Flow flow = survey.program().flow();
    Optional<Node> type = Call.of(place).flatMap(flow::callee).flatMap(Flow::methodOwner);
    return Statements.function(call)
        .filter(f -> f.find("name").filter(n -> n.text().equals("__init__")).isPresent())
        .flatMap(Flow::methodOwner)
        .filter(owner -> type.filter(t -> t == owner).isPresent())
        .filter(owner -> values(call).equals(values(place)))
        .isPresent();
  }

  /**
   * Whether a tensor is one of a model's, not one that a batch or a draw gave: a loop that steps an
   * optimizer runs over batches.
   */
  private boolean isOfModel(Node object) {
    boolean looped =
        object
            .ancestors()
            .filter(n -> n.is("for_statement") && !survey.training().steps(n))
            .anyMatch(loop -> Statements.loopsOver(loop, object.text()));
    return looped || object.is("attribute") || survey.program().isModel(object);
  }

  /** What a place sets whether tensors need gradients to, as far as it can be read. */
  public Set<String> values(Node place) {
    return values(place, new HashSet<>());
  }

  private Set<String> values(Node place, Set<Node> around) {
    if (place.is("attribute")) {
      return asked(place).map(Set::of).orElse(Set.of());
    }
    Call call = Call.of(place).orElseThrow();
    Set<String> values = new LinkedHashSet<>();
    survey
        .program()
        .flow()
        .callee(call)
        .filter(around::add)
        .ifPresent(
            function -> {
              in(function)
                  .flatMap(inner -> values(inner, around).stream())
                  .map(value -> given(function, call, value))
                  .forEach(values::add);
              around.remove(function);
            });
    return values;
  }

  /** What a call gives a parameter; other values as they are. */
  private static String given(Node function, Call call, String value) {
    boolean inverted = value.startsWith("not ");
    String name = inverted ? value.substring("not ".length()) : value;
    String given = Flow.argument(function, call, name).map(Node::text).orElse(value);
    return inverted ? inverse(given) : given;
  }

  private static String inverse(String value) {
    return switch (value) {
      case "True" -> "False";
      case "False" -> "True";
      default -> value;
    };
  }
}
