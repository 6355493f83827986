package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.RecordedOption;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Signatures;
import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.edit.ArgumentEdits;
import dev.lockstep.porter.edit.Replacement;
import dev.lockstep.porter.plan.Plans;
import dev.lockstep.porter.plan.SchedulerPlan;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.Torch;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import dev.lockstep.porter.python.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The construction of a scheduler: gone where its rates became a list, else its counterpart. */
public final class SchedulerConstruction implements Rule {
  private static final Text CHOSEN =
      new Text(
          "its class is chosen when the script runs, from classes that take torch's arguments and give the same"
              + " rates; MindSpore's own want a float, not an int, for factors",
          "其类在运行时从接受 torch 参数且学习率相同的类中选定；MindSpore 自带的类要求系数为浮点数而非整数");

  @Override
  public void apply(FilePort port) {
    for (Facing facing : port.open(Construct.SCHEDULER).toList()) {
      port.plans().scheduler(facing.node()).ifPresent(plan -> apply(port, plan));
      port.plans().chosenScheduler(facing.node()).ifPresent(c -> chosen(port, facing.node()));
    }
  }

  private void chosen(FilePort port, Node node) {
    if (withoutVerbose(port, Call.of(node).orElseThrow())) {
      port.changed(this, node, Construct.SCHEDULER, Verdict.EQUIVALENT, CHOSEN, Optional.empty());
    } else {
      port.kept(this, node, Construct.SCHEDULER, CHOSEN);
    }
  }

  /** Takes the argument away that only prints; says whether there was one. */
  private static boolean withoutVerbose(FilePort port, Call call) {
    List<Argument> printing = call.arguments().stream().filter(Plans::isVerbose).toList();
    ArgumentEdits arguments = new ArgumentEdits(call, port.edits());
    printing.forEach(arguments::remove);
    arguments.apply();
    return !printing.isEmpty();
  }

  private void apply(FilePort port, SchedulerPlan plan) {
    Node node = plan.site().node();
    boolean unsafe = !plan.verdict().keepsNumbers() && !port.options().unsafe();
    if (!plan.isPorted() || unsafe || !isOptimizerPorted(port, plan)) {
      port.refused(this, node, Construct.SCHEDULER, plan.verdict(), plan.reason());
      return;
    }
    if (plan.listed()) {
      port.edits().remove(Statements.of(node));
    } else if (plan.brought().isPresent()) {
      bring(port, plan, plan.brought().get());
    } else {
      rewrite(port, plan);
    }
    port.changed(
        this, node, Construct.SCHEDULER, plan.verdict(), plan.reason(), plan.card().map(Card::id));
  }

  /** An optimizer whose port is unsafe may have stayed. */
  static boolean isOptimizerPorted(FilePort port, SchedulerPlan plan) {
    return plan.site().optimizer().stream()
        .flatMap(o -> port.plans().of(o).stream())
        .allMatch(o -> !o.isUnsafe() || port.options().unsafe());
  }

  /** A class that takes torch's own arguments. */
  private static void bring(FilePort port, SchedulerPlan plan, String name) {
    Call call = plan.site().call();
    BroughtCode.replace(port, call.callee(), name);
    withoutVerbose(port, call);
  }

  private static void rewrite(FilePort port, SchedulerPlan plan) {
    Card card = plan.card().orElseThrow();
    Call call = plan.site().call();
    RecordedSignature target =
        Signatures.of(port.options().to(), port.options().toVersion())
            .find(card.to())
            .orElseThrow();
    port.edits().replace(call.callee(), r -> r.name(card.to(), call.callee()));
    ArgumentEdits arguments = new ArgumentEdits(call, port.edits());
    call.arguments().stream().filter(Plans::isVerbose).forEach(arguments::remove);
    boolean aligned = true;
    for (Map.Entry<String, Argument> given : plan.site().bound().given().entrySet()) {
      Optional<RecordedOption> option = counterpart(card, target, given.getKey());
      aligned &= option.filter(o -> o.name().equals(given.getKey())).isPresent();
      move(port, arguments, given.getValue(), option, aligned);
    }
    arguments.apply();
  }

  /** The option of the target that an argument sets; empty if the target needs none. */
  private static Optional<RecordedOption> counterpart(
      Card card, RecordedSignature target, String name) {
    Optional<dev.lockstep.mapping.Argument> written = card.source(name).stream().findFirst();
    return target.option(written.isPresent() ? written.get().to().orElse("") : name);
  }

  private static void move(
      FilePort port,
      ArgumentEdits arguments,
      Argument argument,
      Optional<RecordedOption> option,
      boolean aligned) {
    if (option.isEmpty()) {
      arguments.remove(argument);
      return;
    }
    if (!aligned) {
      arguments.rename(argument, option.get().name());
    }
    if (!port.options().to().equals(Torch.ROOT)) {
      value(port, arguments, option.get(), argument);
    }
  }

  /** Gives an argument the type that MindSpore insists on. */
  private static void value(
      FilePort port, ArgumentEdits arguments, RecordedOption option, Argument argument) {
    Node value = argument.value();
    if (option.kind() == RecordedOption.Kind.CALLABLE || option.name().equals("lr_lambda")) {
      functions(value).forEach(f -> wholeEpochs(port, f));
    } else if (option.kind() == RecordedOption.Kind.LIST && value.is("tuple")) {
      arguments.value(argument, r -> "list(" + r.text(value) + ")");
    } else if (option.kind() == RecordedOption.Kind.FLOAT && value.is("integer")) {
      arguments.value(argument, Replacement.of(value.text() + ".0"));
    } else if (option.kind() == RecordedOption.Kind.FLOAT && mayBeWhole(port, value)) {
      arguments.value(argument, r -> "float(" + r.text(value) + ")");
    }
  }

  private static boolean mayBeWhole(FilePort port, Node value) {
    Value known = port.program().evaluator().value(value);
    return known.known() && known.constant().orElseThrow() instanceof Long;
  }

  private static List<Node> functions(Node value) {
    return value.is("list", "tuple") ? value.children() : List.of(value);
  }

  /** MindSpore counts epochs in a float32 parameter; the script's function gets a Python int. */
  private static void wholeEpochs(FilePort port, Node function) {
    Optional<Node> parameter =
        function
            .find("parameters")
            .filter(p -> function.is("lambda") && p.children().size() == 1)
            .map(p -> p.children().get(0))
            .filter(p -> p.is("identifier"));
    if (parameter.isPresent()) {
      String name = parameter.get().text();
      function
          .get("body")
          .descendants("identifier")
          .filter(n -> n.text().equals(name) && Effects.isReference(n))
          .filter(n -> !isConverted(n))
          .forEach(n -> port.edits().replace(n, "int(" + name + ")"));
    } else {
      String epoch = port.freshName("epoch_count");
      port.edits()
          .replace(
              function,
              r -> "lambda %s: %s(int(%s))".formatted(epoch, called(r.text(function)), epoch));
    }
  }

  private static String called(String function) {
    return function.matches("[\\w.]+") ? function : "(" + function + ")";
  }

  private static boolean isConverted(Node name) {
    return name.parent()
        .flatMap(Node::parent)
        .flatMap(Call::of)
        .filter(c -> c.name().equals("int") && c.arguments().size() == 1)
        .isPresent();
  }
}
