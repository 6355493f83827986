package dev.lockstep.porter.rule;

import dev.lockstep.mapping.PythonLiteral;
import dev.lockstep.porter.edit.Edits;
import dev.lockstep.porter.edit.Rendering;
import dev.lockstep.porter.plan.OptimizerPlan;
import dev.lockstep.porter.plan.RateList;
import dev.lockstep.porter.program.Count;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.Optional;

/** Writes the list of rates in front of the construction of the optimizer that gets it. */
final class RateListing {
  private final OptimizerPlan plan;
  private final RateList rates;
  private final String name;
  private final Optional<String> perEpoch;

  RateListing(FilePort port, OptimizerPlan plan, RateList rates) {
    this.plan = plan;
    this.rates = rates;
    this.name = port.freshName("learning_rates");
    boolean plain = rates.stepsPerEpoch().python().matches("\\w+");
    this.perEpoch = plain ? Optional.empty() : Optional.of(port.freshName("steps_per_epoch"));
  }

  /** The name of the list. */
  String name() {
    return name;
  }

  void insert(Edits edits) {
    Node statement = Statements.lineStarter(plan.site().node());
    edits.insert(
        statement.start(),
        rendering -> {
          String end = rendering.newline() + rendering.indent(statement.start());
          String before =
              perEpoch.map(n -> n + " = " + rates.stepsPerEpoch().python() + end).orElse("");
          return before + list(rendering) + end;
        });
  }

  private String list(Rendering rendering) {
    String base = base();
    String rate = rates.factor().formatted(base, count());
    if (rate.contains("math.")) {
      rate = rate.replace("math.", rendering.name("math", plan.site().node()) + ".");
    }
    String epochs = rates.epochs().python();
    String total =
        rates.stepsPerEpoch().equals(Count.ONE) ? epochs : epochs + " * " + perEpochName();
    return "%s = [%s for step in range(%s)]".formatted(name, rate, total);
  }

  /** How often the scheduler has stepped when the optimizer takes a step. */
  private String count() {
    String steps = rates.stepsPerEpoch().equals(Count.ONE) ? "step" : "step // " + perEpochName();
    return rates.ahead() == 0 ? steps : "(" + steps + " + " + rates.ahead() + ")";
  }

  private String perEpochName() {
    return perEpoch.orElse(rates.stepsPerEpoch().python());
  }

  private String base() {
    Optional<Node> lr = plan.site().bound().value("lr");
    if (lr.isEmpty()) {
      return PythonLiteral.of(plan.site().bound().signature().defaults().get("lr"));
    }
    String text = lr.get().source().text(lr.get().start(), lr.get().end());
    boolean atom = lr.get().is("identifier", "attribute", "float", "integer", "subscript", "call");
    return atom ? text : "(" + text + ")";
  }
}
