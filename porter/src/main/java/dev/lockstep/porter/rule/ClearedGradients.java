package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.Torch;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.Optional;

/**
 * Clearing of gradients, for torch: OneFlow's {@code zero_grad()} fills with zeros, MegEngine's
 * {@code clear_grad()} forgets, torch's {@code zero_grad()} forgets unless told otherwise.
 */
public final class ClearedGradients implements Rule {
  private static final Text FORGETS =
      new Text(
          "zero_grad() forgets the gradients, as clear_grad() does",
          "zero_grad() 与 clear_grad() 一样丢弃梯度");
  private static final Text FILLS =
      new Text(
          "zero_grad() fills with zeros here, so that a parameter that is not used is decayed all the"
              + " same; torch's would forget",
          "此处的 zero_grad() 以零填充，因此未使用的参数仍会衰减；torch 默认则会丢弃梯度");
  private static final Text OWN = new Text("a method of this project", "本项目自己的方法");

  @Override
  public void apply(FilePort port) {
    for (Facing facing : port.open(Construct.ZERO_GRAD).toList()) {
      Call.of(facing.node()).ifPresent(call -> apply(port, facing, call));
    }
  }

  private void apply(FilePort port, Facing facing, Call call) {
    boolean stays = Subjects.stay(port, facing);
    if (isOfOwnObject(port, facing) || (!stays && isOwnFunction(port, call))) {
      port.kept(this, call.node(), Construct.ZERO_GRAD, OWN);
    } else if (stays) {
      port.refused(this, call.node(), Construct.ZERO_GRAD, Sentences.OPTIMIZER_STAYS);
    } else if (call.name().equals("clear_grad")) {
      clear(port, call);
    } else if (call.arguments().isEmpty() && !isTorchs(port, facing)) {
      Node brackets = call.node().get("arguments");
      port.edits().replace(brackets, "(set_to_none=False)");
      port.changed(this, call.node(), Construct.ZERO_GRAD, FILLS);
    } else {
      port.kept(this, call.node(), Construct.ZERO_GRAD, Sentences.SAME);
    }
  }

  /**
   * In a file that is ported already, or uses both: not an optimizer that is known as the source's.
   */
  private static boolean isTorchs(FilePort port, Facing facing) {
    boolean known = facing.subject().filter(s -> !port.plans().of(s).isEmpty()).isPresent();
    return !known && port.file().imports().contains(Torch.ROOT);
  }

  /** Whether an object of a class of this project is cleared, which is no model. */
  private static boolean isOfOwnObject(FilePort port, Facing facing) {
    return facing
        .subject()
        .filter(s -> port.program().flow().instanceOf(s).isPresent())
        .filter(s -> !port.program().isModel(s))
        .isPresent();
  }

  private static boolean isOwnFunction(FilePort port, Call call) {
    return port.program().flow().callee(call).filter(port.program()::onlyClears).isPresent();
  }

  private void clear(FilePort port, Call call) {
    Optional<Call> step = call.receiver().flatMap(Call::of).filter(c -> c.name().equals("step"));
    if (step.isEmpty()) {
      port.edits().replace(call.callee().get("attribute"), "zero_grad");
    } else {
      Node optimizer = step.get().receiver().orElseThrow();
      int start = Statements.of(call.node()).start();
      port.edits()
          .replace(
              call.node(),
              r ->
                  "%s%s%s%s.zero_grad()"
                      .formatted(
                          r.text(step.get().node()),
                          r.newline(),
                          r.indent(start),
                          r.text(optimizer)));
    }
    port.changed(this, call.node(), Construct.ZERO_GRAD, FORGETS);
  }
}
