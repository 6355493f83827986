package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Rewrite;
import dev.lockstep.porter.edit.Rendering;
import dev.lockstep.porter.plan.OptimizerPlan;
import dev.lockstep.porter.plan.OptimizerPlan.Lookup;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Torch;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What stands beside an optimizer of torch that had more in MindSpore: a hook that divides its
 * gradients by the loss scale, and the scheduler that looks up its rates; a hook steps that one, so
 * that every step counts, wherever it is taken.
 */
final class Companions {
  private final FilePort port;
  private final OptimizerPlan plan;
  private final Node statement;
  private final Node construction;

  Companions(FilePort port, OptimizerPlan plan) {
    this.port = port;
    this.plan = plan;
    this.construction = plan.site().node();
    this.statement = Statements.of(construction);
  }

  void write() {
    Optional<Rate> rate = plan.lookup().map(this::rate);
    Optional<Node> scale = scale();
    List<String> hooks = hooks(scale);
    if (rate.isEmpty() && hooks.isEmpty()) {
      return;
    }
    String name = optimizer();
    rate.filter(Rate::isNew)
        .ifPresent(given -> port.edits().insert(statement.start(), r -> listed(r, given)));
    Optional<String> scheduler = rate.map(given -> port.freshName("scheduler"));
    boolean loaded = rate.isPresent() && isLoaded();
    Optional<String> schedule =
        loaded ? Optional.of(BroughtCode.function(port, "mindspore_schedule")) : Optional.empty();
    port.edits()
        .replace(
            statement,
            r -> {
              List<String> lines = new ArrayList<>();
              lines.add(isReturned() ? name + " = " + r.text(construction) : r.inside(statement));
              for (String hook : hooks) {
                String of = scale.filter(s -> hook.contains("%s")).map(r::text).orElse("");
                lines.add(name + ".register_step_pre_hook(" + hook.formatted(of) + ")");
              }
              scheduler.ifPresent(s -> scheduled(r, rate.get(), name, s, schedule, lines));
              if (isReturned()) {
                lines.add("return " + name);
              }
              return String.join(r.newline() + r.indent(statement.start()), lines);
            });
  }

  /** What is done to the gradients before each step, in MindSpore's order. */
  private List<String> hooks(Optional<Node> scale) {
    List<String> hooks = new ArrayList<>();
    if (scale.isPresent()) {
      hooks.add(BroughtCode.function(port, "divide_gradients") + "(%s)");
    }
    if (plan.groups().centralizes()) {
      hooks.add(BroughtCode.function(port, "centralize_gradients"));
    }
    return hooks;
  }

  private boolean isReturned() {
    return statement.is("return_statement");
  }

  private String optimizer() {
    return isReturned()
        ? port.freshName("optimizer")
        : construction.parent().orElseThrow().get("left").text();
  }

  /** The loss scale, if the class of torch does not take it. */
  private Optional<Node> scale() {
    return plan.rewrites().stream().anyMatch(step -> step.make() == Rewrite.UNSCALE_GRADIENTS)
        ? Optional.ofNullable(plan.site().bound().given().get("loss_scale")).map(Argument::value)
        : Optional.empty();
  }

  /**
   * Where a rate is looked up.
   *
   * @param value what MindSpore was given
   * @param lookup how
   * @param name what the list or the function is called
   * @param function what makes it of the value
   * @param groups the groups that the function takes first, and a comma
   */
  private record Rate(Node value, Lookup lookup, String name, String function, String groups) {
    boolean isNew() {
      return !name.equals(value.text());
    }
  }

  private Rate rate(Lookup lookup) {
    Node value = list(plan.site().bound().value("learning_rate").orElse(construction));
    boolean named =
        Set.of(Lookup.LIST, Lookup.FUNCTION).contains(lookup)
            && value.is("identifier", "attribute");
    String name = named ? value.text() : port.freshName("learning_rates");
    return switch (lookup) {
      case LIST, FUNCTION -> new Rate(value, lookup, name, "", "");
      case LIST_OR_NUMBER ->
          new Rate(value, lookup, name, BroughtCode.function(port, "mindspore_rate"), "");
      case GROUPS ->
          new Rate(
              value,
              lookup,
              name,
              BroughtCode.function(port, "mindspore_group_rates"),
              groups() + ", ");
    };
  }

  /** The list itself: without the tensor around it. */
  private static Node list(Node value) {
    return Call.of(value)
        .filter(c -> c.name().equals("Tensor") && !c.arguments().isEmpty())
        .map(c -> c.arguments().get(0).value())
        .orElse(value);
  }

  private String listed(Rendering r, Rate rate) {
    String inside =
        port.program().schedulers().stream()
            .filter(s -> s.node() == rate.value)
            .findFirst()
            .map(s -> RateFormula.text(port, s, r))
            .orElseGet(() -> given(r, rate));
    String list =
        switch (rate.lookup) {
          case LIST, FUNCTION -> inside;
          case LIST_OR_NUMBER, GROUPS -> rate.function + "(" + rate.groups + inside + ")";
        };
    return rate.name + " = " + list + r.newline() + r.indent(statement.start());
  }

  /** The rate as it is given, or MindSpore's default. */
  private String given(Rendering r, Rate rate) {
    Object normally = plan.site().bound().signature().defaults().get("learning_rate");
    return rate.value == construction ? String.valueOf(normally) : r.inside(rate.value);
  }

  /** The groups under a name, so that the same ones go to the optimizer. */
  private String groups() {
    Node params = plan.site().params().orElseThrow().value();
    boolean checked = plan.checkedGroups();
    if (LossNetwork.isName(params) && !checked) {
      return params.text();
    }
    String name = port.freshName("groups");
    String check = checked ? BroughtCode.function(port, "mindspore_groups") : "";
    port.edits()
        .insert(
            statement.start(),
            r -> {
              String groups = checked ? check + "(" + r.inside(params) + ")" : r.inside(params);
              return name + " = " + groups + r.newline() + r.indent(statement.start());
            });
    port.edits().replace(params, r -> name);
    return name;
  }

  /** Whether states of optimizers are saved or loaded: the count of steps is one of them. */
  private boolean isLoaded() {
    return port.program().project().files().stream()
        .flatMap(file -> port.plans().survey().facings(file).stream())
        .anyMatch(f -> f.construct() == Construct.STATE);
  }

  private void scheduled(
      Rendering r,
      Rate rate,
      String optimizer,
      String scheduler,
      Optional<String> schedule,
      List<String> lines) {
    String function =
        rate.lookup != Lookup.LIST
            ? rate.name
            : "lambda step: float(%1$s[min(step, len(%1$s) - 1)])".formatted(rate.name);
    if (schedule.isPresent()) {
      lines.add("%s = %s(%s, %s)".formatted(scheduler, schedule.get(), optimizer, function));
      return;
    }
    String lambda = r.name(Torch.SCHEDULERS + "LambdaLR", construction);
    lines.add("%s = %s(%s, %s)".formatted(scheduler, lambda, optimizer, function));
    lines.add("%s.register_step_post_hook(lambda *_: %s.step())".formatted(optimizer, scheduler));
  }
}
