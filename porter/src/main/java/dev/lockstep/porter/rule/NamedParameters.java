package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code param.name}, where {@code param} runs over the parameters of a model: torch's parameters
 * have no name, so the names that MindSpore gives them are made from the model.
 */
public final class NamedParameters implements Rule {
  private static final Text NAMED =
      new Text(
          "torch's parameters have no name: mindspore_names tells what MindSpore calls each (gamma and"
              + " beta in norm layers), so that tests on names mean the same",
          "torch 的参数没有名称：mindspore_names 给出其在 MindSpore 中的名称（归一化层为 gamma 和 beta），名称判断含义不变");
  private static final Text NAME =
      new Text(
          "torch's parameters have no name; take names from named_parameters(), where norm layers say"
              + " weight and bias, not gamma and beta",
          "torch 的参数没有名称；请从 named_parameters() 取名称，其中归一化层为 weight 和 bias，而非 gamma 和 beta");

  @Override
  public void apply(FilePort port) {
    Names names = new Names(port);
    port.file()
        .root()
        .descendants("attribute")
        .filter(n -> n.get("attribute").text().equals("name") && n.get("object").is("identifier"))
        .filter(n -> !port.isInRefused(n) && !port.edits().covers(n))
        .toList()
        .forEach(n -> decide(port, names, n));
  }

  private void decide(FilePort port, Names names, Node attribute) {
    Node parameter = attribute.get("object");
    Optional<ParameterRun> run = ParameterRun.of(parameter);
    Optional<String> model = run.flatMap(r -> r.model(port));
    if (model.isPresent()) {
      String text = names.of(run.get().statement(), model.get());
      port.edits().replace(attribute, text + "[" + parameter.text() + "]");
      port.changed(this, attribute, Construct.GROUP, Verdict.EQUIVALENT, NAMED, Optional.empty());
    } else if (parameter.text().matches("(?i)_?(params?|parameters?|p|x)")
        && (isTest(attribute) || (isKey(attribute) && runsOverParameters(parameter)))) {
      port.refused(this, attribute, Construct.GROUP, NAME);
    }
  }

  /** Whether something is found, or called, by the name. */
  private static boolean isKey(Node attribute) {
    return attribute.parent().filter(n -> n.is("subscript", "pair", "binary_operator")).isPresent();
  }

  /** Whether a loop around a variable runs over parameters, beside other values perhaps. */
  private static boolean runsOverParameters(Node variable) {
    return Statements.iterations(variable)
        .map(n -> n.get("right").text())
        .anyMatch(
            over ->
                over.matches("(?s).*\\b((un)?trainable_params|get_parameters|parameters)\\b.*"));
  }

  private static boolean isTest(Node attribute) {
    return attribute.ancestors().anyMatch(n -> n.is("comparison_operator"))
        || attribute.enclosing("lambda").isPresent();
  }

  /** The variables that hold the names. */
  private static final class Names {
    private final FilePort port;
    private final Map<String, String> made = new HashMap<>();

    Names(FilePort port) {
      this.port = port;
    }

    /** The names of a model's parameters at a statement: a variable, made right before it. */
    String of(Node statement, String model) {
      String function = BroughtCode.function(port, "mindspore_names");
      String call = function + "(" + model + ")";
      return Statements.startsLine(statement)
          ? made.computeIfAbsent(statement.start() + model, key -> insert(statement, call))
          : call;
    }

    private String insert(Node statement, String call) {
      String name = port.freshName("names");
      port.edits()
          .insertFirst(
              statement.start(),
              r -> name + " = " + call + r.newline() + r.indent(statement.start()));
      return name;
    }
  }
}
