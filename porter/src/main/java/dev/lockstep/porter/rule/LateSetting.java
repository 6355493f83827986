package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.api.Apis;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code layer.eps = 1e-3}, {@code layer.stride = (1, 1)}, {@code act.alpha = 0.5}: torch's layers
 * read it in each call, MindSpore's have made their operations of what they were built with.
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

  /** What layers are built with and do not read again, or what only says what they are. */
  private static final Set<String> OTHER =
      Set.of(
          "affine",
          "bias",
          "device",
          "dtype",
          "elementwise_affine",
          "embedding_dim",
          "in_channels",
          "in_features",
          "inplace",
          "num_embeddings",
          "num_features",
          "out_channels",
          "out_features",
          "weight");

  private static final String LAYERS = "(named_)?(modules|children)";

  private final Apis apis;

  LateSetting(Apis apis) {
    this.apis = apis;
  }

  @Override
  public void apply(FilePort port) {
    port.file()
        .root()
        .descendants("attribute")
        .filter(n -> Effects.isTarget(n) && !Flow.isSelf(n.get("object")))
        .filter(n -> isBuiltWith(port.program(), n) || isReadOnce(port.program(), n))
        .filter(n -> !port.isInRefused(n) && !port.isMarked(n))
        .toList()
        .forEach(n -> port.refused(this, n, Construct.MODEL, BUILT));
  }

  /** {@code net.layer4[0].conv2}. */
  private static boolean isElement(Node object) {
    return object.is("subscript") || (object.is("attribute") && isElement(object.get("object")));
  }

  private static boolean isReadOnce(TrainingProgram program, Node attribute) {
    return READ_ONCE.contains(attribute.get("attribute").text())
        && isLayer(program, attribute.get("object"));
  }

  /** Whether torch's class of a layer takes an argument of the attribute's name. */
  private boolean isBuiltWith(TrainingProgram program, Node attribute) {
    String name = attribute.get("attribute").text();
    Node object = attribute.get("object");
    Stream<Node> built =
        program.flow().origins(object).stream().flatMap(o -> Call.of(o).stream()).map(Call::callee);
    return !OTHER.contains(name)
        && Stream.concat(built, asked(object))
            .flatMap(type -> program.canonical(type).stream())
            .filter(type -> type.matches("torch\\.nn\\.(?!Parameter)[A-Z]\\w*"))
            .flatMap(type -> apis.find(type).stream())
            .anyMatch(api -> api.parameters().anyMatch(name::equals));
  }

  /** The classes that an object is asked for: {@code isinstance(object, nn.ELU)}. */
  private static Stream<Node> asked(Node object) {
    return Call.in(Statements.owner(object))
        .filter(c -> c.name().equals("isinstance") && c.arguments().size() == 2)
        .filter(c -> c.arguments().get(0).value().text().equals(object.text()))
        .flatMap(c -> c.arguments().get(1).value().descendants());
  }

  /** Whether an object is asked whether it is a layer, is one of a model's, or is made as one. */
  private static boolean isLayer(TrainingProgram program, Node object) {
    boolean looped =
        Statements.loopOf(object).stream()
            .flatMap(loop -> Call.in(loop.get("right")))
            .anyMatch(c -> c.name().matches(LAYERS));
    boolean asked =
        asked(object)
            .anyMatch(n -> program.qualified(n).filter(q -> q.startsWith("torch.nn.")).isPresent());
    return looped || asked || isElement(object) || program.isModel(object);
  }
}
