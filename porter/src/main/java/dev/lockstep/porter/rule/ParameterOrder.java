package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * {@code list(model.parameters())[2]}, and {@code i < 2} and {@code rates[i]} in a loop that counts
 * them, of a model with a recurrent layer of several layers or directions: torch lists the
 * parameters of one after those of the other, MindSpore all weights of the inputs, then those of
 * the hidden states, then the biases.
 */
public final class ParameterOrder implements Rule {
  private static final Text ORDER =
      new Text(
          "torch lists the parameters of a recurrent layer by layer and direction, MindSpore all weight_ih"
              + " first, then weight_hh, bias_ih and bias_hh, so that this place is another's there: choose"
              + " parameters by their names",
          "对于循环网络层，torch 按层和方向依次列出参数，MindSpore 则先列出全部 weight_ih，再依次列出 weight_hh、bias_ih 和"
              + " bias_hh，因此同一位置对应不同的参数：请按名称选择参数");

  private static final Pattern ENDS = Pattern.compile("0|-1|:|0:|1:|:-1|[\"'].*");

  /** What tells the first parameter from the others, where {@code i} is its place. */
  private static final Pattern FIRST = Pattern.compile("i(==|!=|>|<=)0|i(<|>=)1");

  /** Classes that hold each other's instances are followed so far. */
  private static final int PARTS = 4;

  @Override
  public void apply(FilePort port) {
    Stream<Node> subscripts =
        port.file()
            .root()
            .descendants("subscript")
            .filter(n -> !port.isInRefused(n) && !isEnd(n))
            .filter(n -> isOfParameters(port, n.get("value")));
    List<Node> chosen = Stream.concat(subscripts, counted(port)).toList();
    if (!chosen.isEmpty() && isAnyDeep(port)) {
      chosen.forEach(n -> port.refused(this, n, Construct.MODEL, Verdict.DIVERGES, ORDER));
    }
  }

  /** What a loop over the parameters chooses by the place at which it is. */
  private static Stream<Node> counted(FilePort port) {
    return port.file()
        .root()
        .descendants()
        .filter(n -> n.is("for_statement", "for_in_clause"))
        .filter(loop -> listed(loop).anyMatch(n -> isOfParameters(port, n)))
        .flatMap(
            loop ->
                Stream.concat(
                    places(loop).flatMap(place -> asked(port, loop, place)),
                    listed(loop).filter(n -> isWrittenOut(port, n))))
        .filter(n -> !port.isInRefused(n))
        .distinct();
  }

  /** What a loop goes through: itself, or what {@code enumerate} and {@code zip} are given. */
  private static Stream<Node> listed(Node loop) {
    return Call.of(loop.get("right"))
        .filter(c -> c.receiver().isEmpty() && c.name().matches("enumerate|zip"))
        .map(c -> c.arguments().stream().map(Argument::value))
        .orElse(Stream.of(loop.get("right")));
  }

  /** The variables of a loop that count: with {@code enumerate}, a range in a zip, or by hand. */
  private static Stream<Node> places(Node loop) {
    List<Node> variables = loop.get("left").children();
    int place =
        switch (Call.of(loop.get("right")).map(Call::name).orElse("")) {
          case "enumerate" -> 0;
          case "zip" -> numbers(listed(loop).toList());
          default -> -1;
        };
    Stream<Node> counters =
        loop.find("body").stream()
            .flatMap(body -> body.descendants("augmented_assignment"))
            .filter(n -> n.get("right").text().equals("1"))
            .map(n -> n.get("left"));
    return Stream.concat(
            IntStream.of(place)
                .filter(i -> i >= 0 && i < variables.size())
                .mapToObj(variables::get),
            counters)
        .filter(n -> n.is("identifier"));
  }

  private static int numbers(List<Node> zipped) {
    return IntStream.range(0, zipped.size())
        .filter(
            i -> Call.of(zipped.get(i)).filter(c -> c.name().matches("range|count")).isPresent())
        .findFirst()
        .orElse(-1);
  }

  /** What asks for a place, computes with it or takes an item at it, where a loop counts. */
  private static Stream<Node> asked(FilePort port, Node loop, Node place) {
    Node code = loop.is("for_statement") ? loop.get("body") : loop.parent().orElse(loop);
    return code.descendants("identifier")
        .filter(n -> n.text().equals(place.text()) && n != place && Effects.isReference(n))
        .flatMap(
            n ->
                n
                    .ancestors()
                    .takeWhile(a -> a != code && !Statements.isStatement(a))
                    .filter(a -> a.is("comparison_operator", "binary_operator") || isItem(port, a))
                    .reduce((inner, outer) -> outer)
                    .stream())
        .filter(n -> !isPrinted(n) && !isFirst(n, place));
  }

  /** Whether a subscript takes one of the items that a program writes out one by one. */
  private static boolean isItem(FilePort port, Node node) {
    return node.is("subscript") && isWrittenOut(port, node.get("value"));
  }

  /** Whether an expression is a list whose items do not come from the parameters. */
  private static boolean isWrittenOut(FilePort port, Node list) {
    return port.program().flow().origins(list).stream()
        .anyMatch(n -> n.is("list", "tuple") && !n.children().isEmpty());
  }

  private static boolean isFirst(Node condition, Node place) {
    List<Node> sides = condition.children();
    return sides.get(0).text().equals(place.text())
        && FIRST
            .matcher("i" + condition.text().substring(place.text().length()).replace(" ", ""))
            .matches();
  }

  private static boolean isPrinted(Node node) {
    return Statements.inFunction(node)
        .flatMap(n -> Call.of(n).stream())
        .anyMatch(c -> c.name().equals("print"));
  }

  /** Whether the project makes such a layer anywhere. */
  private static boolean isAnyDeep(FilePort port) {
    return port.program().project().files().stream()
        .flatMap(f -> Call.in(f.root()))
        .anyMatch(c -> isDeep(port, c));
  }

  /** Whether a call makes a recurrent layer of more than one layer or direction, or may. */
  private static boolean isDeep(FilePort port, Call call) {
    return call.name().matches("LSTM|GRU|RNN")
        && port.program()
            .qualified(call.callee())
            .filter(n -> n.equals(port.options().from() + ".nn." + call.name()))
            .isPresent()
        && (call.argument(2, "num_layers").filter(a -> !a.value().text().equals("1")).isPresent()
            || call.arguments().stream()
                .anyMatch(
                    a -> a.keyword().equals("bidirectional") && !a.value().text().equals("False")));
  }

  /**
   * Whether a subscript takes the first or the last, which are the same, all others, or everything,
   * be it one after the other.
   */
  private static boolean isEnd(Node subscript) {
    return subscript.all("subscript").stream()
        .allMatch(
            n ->
                ENDS.matcher(n.text().replace(" ", "")).matches()
                    || (n.is("identifier") && Statements.iterations(n).anyMatch(l -> gives(l, n))));
  }

  private static boolean gives(Node loop, Node variable) {
    return Statements.loopsOver(loop, variable.text());
  }

  /** Whether an expression is a list of all parameters of a model that has such a layer. */
  private static boolean isOfParameters(FilePort port, Node list) {
    return port.program().flow().origins(list).stream()
        .flatMap(o -> source(o).stream())
        .flatMap(s -> Call.of(s).stream())
        .filter(c -> c.name().matches("(named_)?parameters|trainable_params|get_parameters"))
        .flatMap(c -> c.receiver().stream())
        .anyMatch(model -> mayHaveLayer(port, model));
  }

  /** What {@code list(parameters)} and {@code [param for param in parameters]} list. */
  private static Optional<Node> source(Node list) {
    if (list.is("list_comprehension")) {
      return list.children().stream()
          .filter(c -> c.is("for_in_clause"))
          .findFirst()
          .map(c -> c.get("right"));
    }
    return Call.of(list)
        .filter(c -> c.receiver().isEmpty() && c.name().matches("list|tuple"))
        .flatMap(c -> c.positional(0))
        .map(Argument::value)
        .or(() -> Optional.of(list));
  }

  private static boolean mayHaveLayer(FilePort port, Node model) {
    Optional<Node> type =
        Flow.isSelf(model) ? Flow.enclosingClass(model) : port.program().flow().instanceOf(model);
    return type.isEmpty() ? !isLayer(port, model) : has(port, type.get(), PARTS);
  }

  /** Whether a model is a layer of the framework that is none of these. */
  private static boolean isLayer(FilePort port, Node model) {
    return port.program()
        .flow()
        .isMade(
            model,
            c ->
                port.program().qualified(c.callee()).isPresent()
                    && !isDeep(port, c)
                    && c.arguments().stream()
                        .noneMatch(a -> Call.in(a.value()).findAny().isPresent()));
  }

  /** Whether a class makes such a layer, or what may have one. */
  private static boolean has(FilePort port, Node type, int depth) {
    Stream<Node> bases = Flow.bases(type).flatMap(b -> port.program().flow().origins(b).stream());
    Stream<Node> parts =
        Call.in(type).flatMap(c -> port.program().flow().callee(c).stream()).distinct();
    return Call.in(type).anyMatch(c -> isDeep(port, c))
        || (depth > 0
            && Stream.concat(bases, parts)
                .filter(n -> n.is("class_definition", "function_definition") && n != type)
                .anyMatch(n -> has(port, n, depth - 1)));
  }
}
