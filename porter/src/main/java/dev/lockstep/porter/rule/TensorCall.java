package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.MindSpore;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Methods that only tensors, parameters, Cells and datasets of MindSpore have: {@code
 * loss.asnumpy()}, {@code x.astype(mindspore.float32)}, {@code dataset.get_dataset_size()}.
 */
public final class TensorCall implements Rule {
  private static final Text SAME = new Text("the same, as torch writes it", "含义相同，按 torch 的写法");

  private static final Text COPIED =
      new Text(
          "a view of elements that do not lie in a row is a copy in MindSpore, and refused by torch",
          "对不连续元素的 view 在 MindSpore 中是副本，而 torch 会拒绝");

  /** Calls after which the elements of a tensor may lie in another order, in lower case. */
  private static final Pattern STRIDED =
      Pattern.compile(".*(transpose|permute|swap|broadcast|expand|split|chunk)\\w*(\\(.*\\))?");

  /** What stands for a method without arguments of the object {@code %s}. */
  private static final Map<String, String> PLAIN =
      Map.of(
          "asnumpy", "%s.detach().cpu().numpy()",
          "get_dataset_size", "len(%s)",
          "init_data", "%s",
          "parameters_dict", "%s.state_dict(keep_vars=True)",
          "untrainable_params", "[param for param in %s.parameters() if not param.requires_grad]");

  /** What stands for a method with one argument. */
  private static final Map<String, String> WITH_ARGUMENT =
      Map.of(
          "set_data", "%s.data.copy_(%s)",
          "assign_value", "%s.data.copy_(%s)",
          "expand_dims", "%s.unsqueeze(%s)");

  private static final String KEYWORDS = "|axis|dtype|data|slice_shape";

  /** Methods whose {@code keepdim} MindSpore calls {@code keep_dims}; torch knows {@code axis}. */
  private static final Set<String> REDUCING = Set.of("mean", "all", "any", "prod");

  @Override
  public void apply(FilePort port) {
    methods(port)
        .filter(c -> c.arguments().stream().allMatch(a -> a.keyword().matches(KEYWORDS)))
        .toList()
        .forEach(c -> form(port, c).ifPresent(form -> write(port, c, form)));
    methods(port)
        .filter(c -> c.name().equals("view") && isOfStrided(port, c))
        .toList()
        .forEach(c -> reshape(port, c));
    methods(port)
        .filter(c -> REDUCING.contains(c.name()))
        .toList()
        .forEach(c -> c.keyword("keep_dims").ifPresent(a -> rename(port, c, a)));
  }

  private void reshape(FilePort port, Call view) {
    port.edits().replace(view.callee().get("attribute"), "reshape");
    port.changed(this, view.node(), Construct.OTHER, COPIED);
  }

  private static boolean isOfStrided(FilePort port, Call view) {
    return port.program().flow().origins(view.receiver().orElseThrow()).stream()
        .flatMap(o -> Call.of(o).stream())
        .map(c -> c.callee().text().toLowerCase(Locale.ROOT))
        .anyMatch(callee -> STRIDED.matcher(callee).matches());
  }

  private static Stream<Call> methods(FilePort port) {
    return port.unmarkedCalls()
        .filter(c -> c.receiver().isPresent() && !port.isSettled(c.node()))
        .filter(c -> port.program().qualified(c.callee()).isEmpty())
        .filter(c -> port.program().flow().callee(c).isEmpty());
  }

  private void rename(FilePort port, Call call, Argument argument) {
    port.edits().replace(argument.node().get("name"), "keepdim");
    port.changed(this, call.node(), Construct.OTHER, SAME);
  }

  private static Optional<String> form(FilePort port, Call call) {
    return switch (call.arguments().size()) {
      case 0 -> plain(port, call);
      case 1 ->
          call.name().equals("astype") && isType(port, call.arguments().get(0).value())
              ? Optional.of("%s.to(%s)")
              : Optional.ofNullable(WITH_ARGUMENT.get(call.name()));
      case 2 -> Optional.of("%s.data = %s").filter(form -> reshapes(call));
      default -> Optional.empty();
    };
  }

  private static Optional<String> plain(FilePort port, Call call) {
    Node receiver = call.receiver().orElseThrow();
    return switch (call.name()) {
      case "copy" -> Optional.of("%s.clone()").filter(form -> isTensor(port, receiver));
      case "asnumpy" ->
          Optional.of(PLAIN.get("asnumpy") + (isCopied(port, call.node()) ? ".copy()" : ""));
      case "parameters_dict" ->
          Optional.ofNullable(PLAIN.get(call.name()))
              .filter(form -> !port.program().isOptimizer(receiver));
      default -> Optional.ofNullable(PLAIN.get(call.name()));
    };
  }

  /** Whether an array goes into a tensor, which is a copy of it; torch's shares its memory. */
  private static boolean isCopied(FilePort port, Node array) {
    return array
        .enclosing("call")
        .flatMap(Call::of)
        .filter(c -> c.argument(0, "input_data").filter(a -> a.value() == array).isPresent())
        .flatMap(c -> port.program().canonical(c.callee()))
        .filter(name -> name.matches("mindspore\\.[Tt]ensor"))
        .isPresent();
  }

  /** Whether a value is surely made by MindSpore, and no Cell. */
  private static boolean isTensor(FilePort port, Node value) {
    return port.program().flow().origins(value).stream()
        .allMatch(
            o ->
                Call.of(o)
                    .flatMap(c -> port.program().canonical(c.callee()))
                    .filter(
                        name ->
                            name.matches("mindspore\\.(Tensor|Parameter|(ops|numpy)\\.[a-z]\\w*)"))
                    .isPresent());
  }

  /** {@code parameter.set_data(value, slice_shape=True)}: a value of another shape. */
  private static boolean reshapes(Call call) {
    return call.name().equals("set_data")
        && Statements.isAlone(call.node())
        && call.argument(1, "slice_shape").filter(a -> a.value().is("true")).isPresent();
  }

  /** Whether a type is MindSpore's: then what is cast is a tensor, not an array. */
  private static boolean isType(FilePort port, Node type) {
    return port.program()
        .qualified(type)
        .filter(name -> name.startsWith(MindSpore.ROOT + "."))
        .isPresent();
  }

  private void write(FilePort port, Call call, String form) {
    Node receiver = call.receiver().orElseThrow();
    port.edits()
        .replace(
            call.node(),
            r ->
                call.arguments().isEmpty()
                    ? form.formatted(r.text(receiver))
                    : form.formatted(r.text(receiver), r.text(call.arguments().get(0).value())));
    Construct construct = call.name().startsWith("get_") ? Construct.DATA : Construct.OTHER;
    port.changed(this, call.node(), construct, SAME);
  }
}
