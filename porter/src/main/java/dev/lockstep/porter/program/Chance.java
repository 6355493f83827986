package dev.lockstep.porter.program;

import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which conditions in a method may hold in one step and not in the next: what is drawn at random,
 * what is read of a batch, what counts the steps.
 */
public final class Chance {
  private static final String RANDOM =
      "(random|numpy\\.random)\\..*|torch\\.(rand|randn|randint|randperm|bernoulli)";

  /** Methods of tensors whose value depends on the batch. */
  private static final Set<String> OF_BATCH =
      Set.of("any", "all", "item", "numel", "nelement", "bernoulli_", "uniform_", "random_");

  private final TrainingProgram program;
  private final Set<String> drawn;
  private final Set<String> required;

  /** The conditions of a method. */
  public Chance(TrainingProgram program, Node method) {
    this.program = program;
    this.drawn =
        method
            .descendants("assignment")
            .filter(a -> a.find("right").filter(this::isDrawn).isPresent())
            .map(a -> a.get("left"))
            .filter(left -> left.is("identifier"))
            .map(Node::text)
            .collect(Collectors.toUnmodifiableSet());
    this.required =
        method.get("parameters").children().stream()
            .filter(p -> p.is("identifier"))
            .map(Node::text)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether it depends on the step whether a condition holds. */
  public boolean decides(Node condition) {
    return isDrawn(condition)
        || condition
            .descendants("identifier")
            .anyMatch(n -> drawn.contains(n.text()) && Effects.isReference(n))
        || condition.descendants("attribute").anyMatch(this::isCounted)
        || condition.descendants("comparison_operator").anyMatch(this::asksParameter);
  }

  /** Whether a name is a parameter of the method that every call has to give. */
  public boolean isGiven(Node name) {
    return name.is("identifier") && required.contains(name.text()) && !Flow.isSelf(name);
  }

  /** {@code task == "faces"}, {@code step > 1000}. */
  private boolean asksParameter(Node comparison) {
    return comparison.children().stream().anyMatch(this::isGiven)
        && comparison.children().stream().anyMatch(n -> n.is("string", "integer"));
  }

  private boolean isDrawn(Node expression) {
    return Call.in(expression)
        .anyMatch(
            c ->
                program.qualified(c.callee()).map(n -> n.matches(RANDOM)).orElse(false)
                    || (c.receiver().isPresent()
                        && program.qualified(c.callee()).isEmpty()
                        && OF_BATCH.contains(c.name())));
  }

  /** Whether an attribute of the instance is counted up in its class. */
  private boolean isCounted(Node attribute) {
    return Flow.isSelf(attribute.get("object"))
        && Flow.enclosingClass(attribute).stream()
            .flatMap(type -> type.descendants("augmented_assignment"))
            .anyMatch(a -> a.get("left").text().equals(attribute.text()));
  }
}
