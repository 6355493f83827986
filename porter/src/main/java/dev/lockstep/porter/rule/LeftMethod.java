package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Node;
import java.util.Set;

/** A method that only objects of the source framework have, and that no other rule has ported. */
public final class LeftMethod implements Rule {
  private static final Text NOT_IN_TORCH =
      new Text(
          "torch's objects have no such method, and it could not be written otherwise here",
          "torch 的对象没有此方法，此处也无法改写");

  private static final Text NOT_IN_MINDSPORE =
      new Text(
          "MindSpore's objects have no such method, or call what it is given with other arguments",
          "MindSpore 的对象没有此方法，或以其他参数调用所给的函数");

  /** Methods of Cells, parameters and tensors by names that nothing else has. */
  private static final Set<String> OF_MINDSPORE =
      Set.of(
          "asnumpy",
          "assign_value",
          "cells_and_names",
          "expand_dims",
          "gather_elements",
          "get_parameters",
          "insert_child_to_cell",
          "insert_param_to_cell",
          "name_cells",
          "parameters_and_names",
          "parameters_dict",
          "set_data",
          "set_train",
          "trainable_params",
          "untrainable_params",
          "update_parameters_name");

  /** What acts on gradients beside the step. */
  private static final Set<String> OF_TORCH =
      Set.of(
          "register_full_backward_hook",
          "register_full_backward_pre_hook",
          "register_backward_hook",
          "register_post_accumulate_grad_hook",
          "register_step_post_hook",
          "register_step_pre_hook",
          "retain_grad");

  private final Set<String> names;
  private final Text why;

  private LeftMethod(Set<String> names, Text why) {
    this.names = names;
    this.why = why;
  }

  /** For what is ported to torch. */
  static LeftMethod toTorch() {
    return new LeftMethod(OF_MINDSPORE, NOT_IN_TORCH);
  }

  /** For what is ported to MindSpore. */
  static LeftMethod toMindSpore() {
    return new LeftMethod(OF_TORCH, NOT_IN_MINDSPORE);
  }

  @Override
  public void apply(FilePort port) {
    port.calls()
        .filter(c -> names.contains(c.name()) && c.receiver().isPresent())
        .filter(c -> port.program().qualified(c.callee()).isEmpty())
        .filter(c -> port.program().flow().origins(c.callee()).contains(c.callee()))
        .filter(c -> isOpen(port, c.node()) && isOpen(port, c.callee().get("attribute")))
        .toList()
        .forEach(c -> port.refused(this, c.node(), Construct.OTHER, why));
  }

  private static boolean isOpen(FilePort port, Node node) {
    return !port.isSettled(node) && !port.edits().covers(node);
  }
}
