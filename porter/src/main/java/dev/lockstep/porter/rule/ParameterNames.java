package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Binding;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tests on the names of a saved state: {@code "bias" in name}. MindSpore calls the weight and bias
 * of a norm layer gamma and beta, and the weight of an embedding embedding_table.
 */
public final class ParameterNames implements Rule {
  private static final Text RENAMED =
      new Text(
          "in MindSpore the weight and bias of a norm layer are called gamma and beta, the weight of an"
              + " embedding embedding_table",
          "在 MindSpore 中，归一化层的 weight 和 bias 称为 gamma 和 beta，嵌入层的 weight 称为 embedding_table");

  private static final Map<String, List<String>> NAMES =
      Map.of("bias", List.of("beta"), "weight", List.of("gamma", "embedding_table"));

  @Override
  public void apply(FilePort port) {
    if (port.plans().survey().layers().mayRename()) {
      port.file().root().descendants("comparison_operator").toList().forEach(n -> test(port, n));
    }
  }

  private void test(FilePort port, Node comparison) {
    List<Node> sides = comparison.children();
    String operator = comparison.all("operators").isEmpty() ? operator(comparison) : "";
    boolean membership = operator.equals("in") || operator.equals("not in");
    if (sides.size() != 2 || !membership || !isParameterName(port, sides.get(1))) {
      return;
    }
    Optional<String> part = dev.lockstep.porter.python.Text.string(sides.get(0));
    List<String> others =
        part.flatMap(p -> NAMES.keySet().stream().filter(p::endsWith).findFirst())
            .map(NAMES::get)
            .orElse(List.of());
    if (!others.isEmpty()) {
      rewrite(port, comparison, sides, others, operator.equals("not in"));
    }
  }

  private static String operator(Node comparison) {
    return comparison.tokens().stream()
        .filter(t -> t.is("in", "not in", "not"))
        .map(Node::text)
        .findFirst()
        .orElse("");
  }

  private void rewrite(
      FilePort port, Node comparison, List<Node> sides, List<String> others, boolean negated) {
    String literal = sides.get(0).text();
    String quote = literal.substring(literal.length() - 1);
    String value = dev.lockstep.porter.python.Text.string(sides.get(0)).orElseThrow();
    String prefix = value.replaceFirst("(bias|weight)$", "");
    StringBuilder parts = new StringBuilder(literal);
    others.forEach(o -> parts.append(", ").append(quote).append(prefix).append(o).append(quote));
    port.edits()
        .replace(
            comparison,
            "%sany(part in %s for part in (%s))"
                .formatted(negated ? "not " : "", sides.get(1).text(), parts));
    port.changed(this, comparison, Construct.GROUP, Verdict.REWRITE, RENAMED, Optional.empty());
  }

  /** Whether a name is the first variable of a loop over the items of a saved state. */
  private static boolean isParameterName(FilePort port, Node name) {
    return name.is("identifier")
        && port.file().scopes().lookup(name).stream()
            .anyMatch(b -> b.is(Binding.Kind.ELEMENT) && isFirst(b));
  }

  private static boolean isFirst(Binding binding) {
    return binding.path().equals(List.of(0))
        && binding.source().stream()
            .map(source -> Call.in(source).map(Call::name).toList())
            .anyMatch(names -> names.contains("items") && !names.contains("named_parameters"));
  }
}
