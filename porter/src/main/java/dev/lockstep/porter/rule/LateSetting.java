package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.Set;

/**
 * {@code layer.eps = 1e-3}, {@code layer.stride = (1, 1)}: torch's layers read it in each call,
 * MindSpore's have made their operations of what they were built with.
 */
public final class LateSetting implements Rule {
  private static final Text BUILT =
      new Text(
          "MindSpore's layer has made its operations of what it was built with: this changes an attribute that"
              + " nothing reads; give the value where the layer is built",
          "MindSpore 的层在构造时已用参数建好算子：此处修改的属性不再被读取；请在构造该层时给出此值");

  /** Measured: of these, MindSpore 2.10 reads GroupNorm's eps alone in each call. */
  private static final Set<String> READ_ONCE =
      Set.of("dilation", "eps", "kernel_size", "momentum", "padding", "stride");

  private static final String LAYERS = "(named_)?(modules|children)";

  @Override
  public void apply(FilePort port) {
    port.file()
        .root()
        .descendants("attribute")
        .filter(n -> READ_ONCE.contains(n.get("attribute").text()) && Effects.isTarget(n))
        .filter(n -> isLayer(port.program(), n.get("object")))
        .filter(n -> !port.isInRefused(n) && !port.isMarked(n))
        .toList()
        .forEach(n -> port.refused(this, n, Construct.MODEL, BUILT));
  }

  /** {@code net.layer4[0].conv2}. */
  private static boolean isElement(Node object) {
    return object.is("subscript") || (object.is("attribute") && isElement(object.get("object")));
  }

  /** Whether an object is asked whether it is a layer, is one of a model's, or is made as one. */
  private static boolean isLayer(TrainingProgram program, Node object) {
    boolean looped =
        Statements.loopOf(object).stream()
            .flatMap(loop -> Call.in(loop.get("right")))
            .anyMatch(c -> c.name().matches(LAYERS));
    boolean asked =
        Call.in(Statements.owner(object))
            .filter(c -> c.name().equals("isinstance") && c.arguments().size() == 2)
            .filter(c -> c.arguments().get(0).value().text().equals(object.text()))
            .flatMap(c -> c.arguments().get(1).value().descendants())
            .anyMatch(n -> program.qualified(n).filter(q -> q.startsWith("torch.nn.")).isPresent());
    return !Flow.isSelf(object)
        && (looped || asked || isElement(object) || program.isModel(object));
  }
}
