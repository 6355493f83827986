package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.MindSpore;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import java.util.List;
import java.util.Optional;

/**
 * A function, class or attribute of the script that is called like one of MindSpore's: {@code
 * self.clip_by_value(g)}, a {@code TrainOneStepCell} of its own. Its call stays.
 */
public final class OwnCall implements Rule {
  private static final Text OWN =
      new Text("the script's own: it is ported where it is defined", "脚本自身的定义：在其定义处移植");
  private static final Text ELSEWHERE =
      new Text(
          "a class of the script's own, from code that is not ported with it: port that file, too",
          "脚本自身的类，来自未一同移植的代码：请同时移植该文件");

  private static final List<Construct> CONSTRUCTS =
      List.of(Construct.STEP, Construct.BACKWARD, Construct.AMP, Construct.CLIP);

  @Override
  public void apply(FilePort port) {
    for (Construct construct : CONSTRUCTS) {
      for (Facing facing : port.open(construct).toList()) {
        Call.of(facing.node())
            .filter(call -> isNamed(facing, call))
            .flatMap(call -> why(port, call))
            .ifPresent(why -> port.kept(this, facing.node(), construct, why));
      }
    }
  }

  /** Whether it faces the optimizer by its name alone: no update, and no method of an optimizer. */
  private static boolean isNamed(Facing facing, Call call) {
    boolean update = facing.subject().filter(s -> s == call.callee()).isPresent();
    return !update && !call.name().matches("Model|train|fit|step|backward");
  }

  private static Optional<Text> why(FilePort port, Call call) {
    String name = port.program().qualified(call.callee()).orElse("");
    if (name.startsWith(MindSpore.ROOT + ".")) {
      return Optional.empty();
    }
    Node root = call.receiver().orElse(call.callee());
    boolean own = port.program().flow().callee(call).isPresent() || Flow.isSelf(root);
    return own ? Optional.of(OWN) : Optional.of(ELSEWHERE).filter(t -> call.isNamedAsClass());
  }
}
