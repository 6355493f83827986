package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.edit.ArgumentEdits;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What MindSpore's compiler is told: {@code set_grad()}, {@code auto_prefix=False}, {@code @jit}.
 */
public final class CellFlags implements Rule {
  private static final Text GONE =
      new Text("a setting of MindSpore's compiler", "MindSpore 编译器的设置");
  private static final Text PREFIX =
      new Text("names of parameters follow the attributes in torch", "torch 中参数名称按属性路径确定");

  private static final Set<String> FLAGS =
      Set.of(
          "set_grad",
          "add_flags",
          "add_flags_recursive",
          "init_parameters_data",
          "recompute",
          "set_comm_fusion",
          "update_parameters_name");

  private static final Pattern COMPILED =
      Pattern.compile(
          "mindspore\\.((common\\.(api\\.)?)?(jit|ms_function|ms_class|jit_class)"
              + "|ops\\.(\\w+\\.)?(constexpr|_primexpr))");

  @Override
  public void apply(FilePort port) {
    decorators(port);
    port.calls()
        .filter(c -> FLAGS.contains(c.name()))
        .filter(c -> c.receiver().isPresent() && Statements.isAlone(c.node()))
        .filter(c -> port.program().flow().callee(c).isEmpty())
        .filter(c -> LossNetwork.isName(c.receiver().orElseThrow()))
        .filter(c -> c.arguments().stream().noneMatch(CellFlags::casts))
        .toList()
        .forEach(c -> remove(port, c));
    port.calls()
        .filter(c -> c.name().equals("__init__") && isInCell(port, c.node()))
        .toList()
        .forEach(c -> prefix(port, c));
  }

  /** The decorators that have a function compiled. */
  private void decorators(FilePort port) {
    for (Node decorator : port.file().root().descendants("decorator").toList()) {
      Node named = decorator.children().get(0);
      Node function = Call.of(named).map(Call::callee).orElse(named);
      boolean compiles =
          port.program().qualified(function).filter(COMPILED.asMatchPredicate()).isPresent();
      if (compiles && !port.isMarked(decorator)) {
        port.edits().removeDecorator(decorator);
        port.changed(this, decorator, Construct.OTHER, GONE);
      }
    }
  }

  private static boolean casts(Argument argument) {
    return argument.keyword().matches("fp16|bf16");
  }

  private void remove(FilePort port, Call call) {
    port.edits().remove(Statements.of(call.node()));
    boolean names = call.name().equals("update_parameters_name");
    port.changed(this, call.node(), Construct.OTHER, names ? PREFIX : GONE);
  }

  private static boolean isInCell(FilePort port, Node node) {
    Optional<Node> type = Flow.enclosingClass(node);
    return type.filter(port.program()::isModule).isPresent();
  }

  private void prefix(FilePort port, Call call) {
    boolean all = isOfCellItself(port, call);
    List<Argument> given =
        call.arguments().stream()
            .filter(a -> a.keyword().matches("auto_prefix|flags") || all)
            .toList();
    if (!given.isEmpty()) {
      ArgumentEdits arguments = new ArgumentEdits(call, port.edits());
      given.forEach(arguments::remove);
      arguments.apply();
      port.changed(this, given.get(0).node(), Construct.MODEL, PREFIX);
    }
  }

  /** Whether it calls the constructor of Cell, all of whose arguments are such settings. */
  private static boolean isOfCellItself(FilePort port, Call call) {
    List<Optional<String>> bases =
        Flow.enclosingClass(call.node()).stream()
            .flatMap(Flow::bases)
            .map(port.program()::canonical)
            .toList();
    return call.receiver().filter(r -> r.text().startsWith("super(")).isPresent()
        && bases.equals(List.of(Optional.of("mindspore.nn.Cell")));
  }
}
