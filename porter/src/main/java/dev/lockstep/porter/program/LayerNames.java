package dev.lockstep.porter.program;

import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Text;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tests of the name of a layer's class: {@code m.__class__.__name__.find("Conv") != -1}, {@code
 * "Linear" in type(m).__name__}.
 */
public final class LayerNames {
  /**
   * A text that a name is tested for.
   *
   * @param name the expression {@code m.__class__.__name__}
   * @param text what it is looked through for, or compared with
   * @param isWhole whether the name must be that text
   * @param denied whether the test asks for another name
   */
  public record Test(Node name, String text, boolean isWhole, boolean denied) {
    /** The layer whose name it is, as it is written. */
    public String layer() {
      return LayerNames.layer(name).orElseThrow().text();
    }
  }

  private final TrainingProgram program;

  /** Those of a program. */
  public LayerNames(TrainingProgram program) {
    this.program = program;
  }

  /** The object of {@code m.__class__.__name__} or {@code type(m).__name__}. */
  public static Optional<Node> layer(Node name) {
    if (!name.is("attribute") || !name.get("attribute").text().equals("__name__")) {
      return Optional.empty();
    }
    Node type = name.get("object");
    return type.is("attribute") && type.get("attribute").text().equals("__class__")
        ? Optional.of(type.get("object"))
        : Call.of(type)
            .filter(c -> c.name().equals("type") && c.arguments().size() == 1)
            .map(c -> c.arguments().get(0).value());
  }

  /** The tests within an expression or a file. */
  public Stream<Test> in(Node root) {
    Stream<Test> searches =
        Call.in(root)
            .filter(c -> c.name().matches("find|startswith|endswith|index|count"))
            .filter(c -> c.receiver().isPresent() && c.arguments().size() == 1)
            .flatMap(
                c ->
                    tests(
                        c.receiver().orElseThrow(),
                        List.of(c.arguments().get(0).value()),
                        false,
                        isDenied(c.node())));
    return Stream.concat(searches, root.descendants("comparison_operator").flatMap(this::compared));
  }

  /** Whether what {@code find} gives is compared with -1, or what is asked is not to hold. */
  private static boolean isDenied(Node search) {
    Node around = search.parent().orElse(search);
    return around.is("not_operator")
        || (around.is("comparison_operator") && around.text().matches(".*(==\\s*-1|<\\s*0)"));
  }

  private Stream<Test> compared(Node comparison) {
    if (comparison.children().size() != 2) {
      return Stream.of();
    }
    Node left = comparison.children().get(0);
    Node right = comparison.children().get(1);
    String between =
        comparison
            .text()
            .substring(left.end() - comparison.start(), right.start() - comparison.start())
            .strip();
    boolean listed = right.is("list", "tuple", "set");
    return switch (between) {
      case "==", "!=" ->
          Stream.concat(
              tests(left, List.of(right), true, between.equals("!=")),
              tests(right, List.of(left), true, between.equals("!=")));
      case "in", "not in" ->
          listed
              ? tests(left, right.children(), true, between.equals("not in"))
              : tests(right, List.of(left), false, between.equals("not in"));
      default -> Stream.of();
    };
  }

  private Stream<Test> tests(Node name, List<Node> texts, boolean isWhole, boolean denied) {
    Optional<Call> call = Call.of(name).filter(c -> c.name().equals("lower"));
    Node plain = call.flatMap(Call::receiver).orElse(name);
    return program.flow().origins(plain).stream()
        .filter(o -> layer(o).isPresent())
        .flatMap(
            o ->
                texts.stream()
                    .flatMap(t -> Text.string(t).stream())
                    .map(t -> new Test(o, t, isWhole, denied)));
  }
}
