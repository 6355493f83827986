package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import java.util.List;

/** Calls around an optimizer that torch has under the same name, with the same meaning. */
public final class SameCall implements Rule {
  private static final List<Construct> SAME =
      List.of(
          Construct.STEP,
          Construct.BACKWARD,
          Construct.GROUP,
          Construct.GROUP_MUTATION,
          Construct.LR_READ,
          Construct.STATE);

  private static final Text STATE =
      new Text(
          "the same call; a file that the source framework wrote holds its own tensors and keys, and"
              + " is not read by torch",
          "调用相同；但源框架写出的文件含有其自己的张量和键，torch 无法读取");
  private static final Text OTHER_DICTIONARY = new Text("not a group of an optimizer", "不是优化器的参数组");

  @Override
  public void apply(FilePort port) {
    for (Construct construct : SAME) {
      port.open(construct).toList().forEach(facing -> apply(port, facing));
    }
  }

  private void apply(FilePort port, Facing facing) {
    Construct construct = facing.construct();
    if (construct == Construct.GROUP_MUTATION && facing.subject().isEmpty()) {
      port.kept(this, facing.node(), Construct.OTHER, OTHER_DICTIONARY);
    } else if (Subjects.stay(port, facing)) {
      port.refused(this, facing.node(), construct, Sentences.OPTIMIZER_STAYS);
    } else {
      port.kept(
          this, facing.node(), construct, construct == Construct.STATE ? STATE : Sentences.SAME);
    }
  }
}
