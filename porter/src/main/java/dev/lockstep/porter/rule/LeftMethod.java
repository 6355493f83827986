package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Node;
import java.util.Set;

/** A method that only objects of MindSpore have, and that no other rule has ported. */
public final class LeftMethod implements Rule {
  private static final Text NONE =
      new Text(
          "torch's objects have no such method, and it could not be written otherwise here",
          "torch 的对象没有此方法，此处也无法改写");

  /** Methods of Cells, parameters and tensors by names that nothing else has. */
  private static final Set<String> NAMES =
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

  @Override
  public void apply(FilePort port) {
    port.calls()
        .filter(c -> NAMES.contains(c.name()) && c.receiver().isPresent())
        .filter(c -> port.program().qualified(c.callee()).isEmpty())
        .filter(c -> port.program().flow().origins(c.callee()).contains(c.callee()))
        .filter(c -> isOpen(port, c.node()) && isOpen(port, c.callee().get("attribute")))
        .toList()
        .forEach(c -> port.refused(this, c.node(), Construct.OTHER, NONE));
  }

  private static boolean isOpen(FilePort port, Node node) {
    return !port.isSettled(node) && !port.edits().covers(node);
  }
}
