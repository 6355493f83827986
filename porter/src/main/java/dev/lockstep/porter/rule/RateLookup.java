package dev.lockstep.porter.rule;

import dev.lockstep.porter.edit.Rendering;
import dev.lockstep.porter.plan.OptimizerPlan;
import dev.lockstep.porter.plan.OptimizerPlan.Lookup;
import dev.lockstep.porter.program.Torch;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;

/**
 * Writes the scheduler that looks up a list of rates, beside the optimizer that had the list: a
 * hook of the optimizer steps it, so that every step counts, wherever it is taken.
 */
final class RateLookup {
  private final FilePort port;
  private final Node statement;
  private final Node construction;
  private final Node value;
  private final boolean returned;
  private final String rates;
  private final String scheduler;
  private final String optimizer;
  private final Lookup lookup;

  RateLookup(FilePort port, OptimizerPlan plan, Lookup lookup) {
    this.port = port;
    this.lookup = lookup;
    this.construction = plan.site().node();
    this.statement = Statements.of(construction);
    this.value = list(plan.site().bound().value("learning_rate").orElseThrow());
    this.returned = statement.is("return_statement");
    this.rates =
        lookup != Lookup.LIST_OR_NUMBER && value.is("identifier", "attribute")
            ? value.text()
            : port.freshName("learning_rates");
    this.scheduler = port.freshName("scheduler");
    this.optimizer =
        returned
            ? port.freshName("optimizer")
            : construction.parent().orElseThrow().get("left").text();
  }

  /** The list itself: without the tensor around it. */
  private static Node list(Node value) {
    return Call.of(value)
        .filter(c -> c.name().equals("Tensor") && !c.arguments().isEmpty())
        .map(c -> c.arguments().get(0).value())
        .orElse(value);
  }

  void write() {
    if (!rates.equals(value.text())) {
      port.edits()
          .insert(
              statement.start(),
              r -> rates + " = " + list(r) + r.newline() + r.indent(statement.start()));
    }
    port.edits()
        .replace(
            statement,
            r -> returned ? optimizer + " = " + r.text(construction) + beside(r) : both(r));
  }

  /** A number is a list of one. */
  private String list(Rendering r) {
    String inside =
        port.program().schedulers().stream()
            .filter(s -> s.node() == value)
            .findFirst()
            .map(s -> RateFormula.text(port, s, r))
            .orElseGet(() -> r.inside(value));
    return lookup == Lookup.LIST_OR_NUMBER
        ? "%s(%s)".formatted(r.name("numpy.atleast_1d", construction), inside)
        : inside;
  }

  private String both(Rendering r) {
    return r.inside(statement) + beside(r);
  }

  private String beside(Rendering r) {
    String end = r.newline() + r.indent(statement.start());
    String rate =
        lookup == Lookup.FUNCTION
            ? rates
            : "lambda step: float(%s[min(step, len(%s) - 1)])".formatted(rates, rates);
    String lambda = r.name(Torch.SCHEDULERS + "LambdaLR", construction);
    String result = returned ? end + "return " + optimizer : "";
    return end
        + "%s = %s(%s, %s)".formatted(scheduler, lambda, optimizer, rate)
        + end
        + "%s.register_step_post_hook(lambda *_: %s.step())".formatted(optimizer, scheduler)
        + result;
  }
}
