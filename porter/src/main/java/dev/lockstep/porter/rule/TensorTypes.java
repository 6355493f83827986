package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * torch's types of tensors: {@code x.type(torch.FloatTensor)}, {@code torch.LongTensor([1, 2])},
 * and a name for one of them, {@code Tensor = torch.cuda.FloatTensor if cuda else
 * torch.FloatTensor}. MindSpore has one type of tensors, and data types.
 */
public final class TensorTypes implements Rule {
  private static final Pattern TYPE = Pattern.compile("torch\\.(?:cuda\\.)?(\\w*)Tensor");

  /** MindSpore's data types by what stands in front of {@code Tensor}. */
  private static final Map<String, String> DATA =
      Map.of(
          "", "float32",
          "Float", "float32",
          "Double", "float64",
          "Half", "float16",
          "Long", "int64",
          "Int", "int32",
          "Short", "int16",
          "Char", "int8",
          "Byte", "uint8",
          "Bool", "bool_");

  private static final Text CONVERTED =
      new Text("a type of tensors names a data type", "张量类型即数据类型");

  @Override
  public void apply(FilePort port) {
    port.calls().toList().forEach(call -> convert(port, call));
    port.references().filter(n -> !port.edits().covers(n)).toList().forEach(n -> make(port, n));
  }

  /** {@code x.type(T)} becomes {@code x.astype(dtype)}. */
  private void convert(FilePort port, Call call) {
    boolean converts =
        call.name().equals("type") && call.receiver().isPresent() && call.arguments().size() == 1;
    Optional<String> type =
        call.positional(0)
            .map(Argument::value)
            .filter(a -> converts && !port.isSettled(call.node()))
            .flatMap(a -> prefix(port, a));
    if (type.isPresent()) {
      Node value = call.arguments().get(0).value();
      port.edits().replace(call.callee().get("attribute"), "astype");
      port.edits().replace(value, r -> r.name("mindspore." + DATA.get(type.get()), value));
      port.changed(this, call.node(), Construct.OTHER, Verdict.EXACT, CONVERTED, Optional.empty());
    }
  }

  /** What makes a tensor of a type, where it is called or given a name. */
  private void make(FilePort port, Node name) {
    Optional<String> prefix = port.program().qualified(name).flatMap(TensorTypes::prefix);
    if (prefix.isEmpty() || !(isCalled(name) || isNamed(name))) {
      return;
    }
    String wish =
        "torch_"
            + (prefix.get().isEmpty() ? "Float" : prefix.get()).toLowerCase(Locale.ROOT)
            + "_tensor";
    Node value = prefix(port, choice(name)).isPresent() ? choice(name) : name;
    if (port.edits().covers(value)) {
      return;
    }
    port.edits().replace(value, BroughtCode.function(port, wish));
    port.changed(
        this, value, Construct.OTHER, Verdict.EQUIVALENT, Counterpart.BROUGHT, Optional.empty());
  }

  private static boolean isCalled(Node name) {
    return name.parent().flatMap(Call::of).filter(c -> c.callee() == name).isPresent();
  }

  /** Whether it is what a variable is given, perhaps one of two. */
  private static boolean isNamed(Node name) {
    return Statements.target(choice(name)).isPresent();
  }

  /** The whole of {@code a if condition else b} around a node; the node if there is none. */
  private static Node choice(Node node) {
    return node.parent()
        .filter(p -> p.is("conditional_expression"))
        .map(TensorTypes::choice)
        .orElse(node);
  }

  /** What stands in front of {@code Tensor} in the type that an expression surely is. */
  private static Optional<String> prefix(FilePort port, Node expression) {
    Set<Optional<String>> types =
        port.program().flow().origins(expression).stream()
            .map(
                o ->
                    o.is("string")
                        ? prefix(o.text().replaceAll("[\"']", ""))
                        : port.program().qualified(o).flatMap(TensorTypes::prefix))
            .collect(Collectors.toSet());
    return types.size() == 1 ? types.iterator().next() : Optional.empty();
  }

  private static Optional<String> prefix(String type) {
    Matcher matcher = TYPE.matcher(type);
    return Optional.of(matcher)
        .filter(Matcher::matches)
        .map(m -> m.group(1))
        .filter(DATA::containsKey);
  }
}
