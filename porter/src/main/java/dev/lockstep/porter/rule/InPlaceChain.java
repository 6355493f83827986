package dev.lockstep.porter.rule;

import dev.lockstep.porter.edit.Rendering;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A tensor and the methods called on it that change it in place.
 *
 * @param tensor the tensor
 * @param calls the calls, first to last
 */
record InPlaceChain(Node tensor, List<Call> calls) {
  /** Methods of one tensor, whose value the method without the underscore gives. */
  private static final Set<String> UNARY =
      Set.of("exp_", "log_", "sqrt_", "neg_", "abs_", "sigmoid_", "tanh_", "floor_", "ceil_");

  /** Methods whose value an operator gives. */
  private static final Map<String, String> OPERATORS =
      Map.of("mul_", "*", "div_", "/", "pow_", "**", "floor_divide_", "//", "remainder_", "%");

  private static final Set<String> OTHERS =
      Set.of("add_", "sub_", "lerp_", "zero_", "clamp_", "clip_", "copy_", "fill_", "masked_fill_");

  /** Methods that change a tensor in place. */
  static final Set<String> NAMES =
      Stream.of(UNARY, OPERATORS.keySet(), OTHERS)
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());

  /**
   * The chain that ends in a call of a named tensor's method, if all its methods are understood.
   */
  static Optional<InPlaceChain> of(Call last) {
    return ofAny(last).filter(c -> c.tensor.is("identifier", "attribute", "subscript"));
  }

  /** The same of a tensor that an expression makes, too. */
  static Optional<InPlaceChain> ofAny(Call last) {
    List<Call> calls = new ArrayList<>();
    Node receiver = last.node();
    for (Optional<Call> call = Optional.of(last); call.isPresent(); call = inPlace(receiver)) {
      if (!NAMES.contains(call.get().name()) || !isPlain(call.get())) {
        return Optional.empty();
      }
      calls.add(0, call.get());
      receiver = call.get().receiver().orElseThrow();
    }
    return Optional.of(new InPlaceChain(owner(receiver), calls));
  }

  private static Optional<Call> inPlace(Node receiver) {
    return Call.of(receiver).filter(c -> NAMES.contains(c.name()) && c.receiver().isPresent());
  }

  /** The tensor whose {@code data} it is. */
  static Node owner(Node receiver) {
    boolean data = receiver.is("attribute") && receiver.get("attribute").text().equals("data");
    return data ? receiver.get("object") : receiver;
  }

  private static boolean isPlain(Call call) {
    if (call.name().matches("clamp_|clip_")) {
      return !call.arguments().isEmpty()
          && call.arguments().stream()
              .allMatch(
                  a -> a.kind() == Argument.Kind.POSITIONAL || a.keyword().matches("min|max"));
    }
    int given = given(call.name());
    long positional =
        call.arguments().stream().filter(a -> a.kind() == Argument.Kind.POSITIONAL).count();
    boolean scaled = call.name().matches("add_|sub_");
    boolean keywords =
        call.arguments().stream()
            .filter(a -> a.kind() != Argument.Kind.POSITIONAL)
            .allMatch(a -> scaled && a.keyword().equals("alpha"));
    return keywords && (positional == given || (scaled && positional == 2));
  }

  private static int given(String name) {
    if (UNARY.contains(name) || name.equals("zero_")) {
      return 0;
    }
    return name.matches("lerp_|masked_fill_") ? 2 : 1;
  }

  /**
   * Whether the tensor is a part of another one, {@code weight.data[0]}, and no entry of a dict.
   */
  boolean isPart() {
    return tensor.is("subscript")
        && (tensor.get("subscript").is("integer", "slice", "unary_operator", "comparison_operator")
            || tensor.all("subscript").size() > 1
            || tensor.get("value").text().matches("(.*\\.)?(data|weight|bias)"));
  }

  /** What the methods make of the tensor, as a part of an expression. */
  String whole(Rendering r) {
    String value = value(r, r.text(tensor));
    Node outer = calls.get(calls.size() - 1).node().parent().orElse(tensor);
    boolean whole = outer.is("argument_list", "assignment", "return_statement", "tuple", "list");
    return whole || outer.is("list_comprehension", "keyword_argument") ? value : factor(value);
  }

  /** The value that the methods make of one. */
  String value(Rendering r, String tensorValue) {
    String value = tensorValue;
    for (Call call : calls) {
      value = step(r, call, value);
    }
    return value;
  }

  private static String step(Rendering r, Call call, String value) {
    String operator = OPERATORS.get(call.name());
    if (operator != null) {
      return factor(value) + " " + operator + " " + factor(given(r, call, 0));
    }
    if (UNARY.contains(call.name())) {
      return factor(value) + "." + call.name().replace("_", "") + "()";
    }
    return switch (call.name()) {
      case "add_" -> value + " + " + term(r, call);
      case "sub_" -> value + " - " + term(r, call);
      case "masked_fill_" -> factor(value) + ".masked_fill(" + arguments(r, call) + ")";
      case "copy_" -> given(r, call, 0);
      case "fill_" ->
          r.name("mindspore.ops.full_like", call.node())
              + "("
              + value
              + ", "
              + given(r, call, 0)
              + ")";
      case "clamp_", "clip_" ->
          "%s(%s, %s)"
              .formatted(r.name("mindspore.ops.clamp", call.node()), value, arguments(r, call));
      case "lerp_" ->
          "%s + %s * (%s - %s)"
              .formatted(
                  value, factor(given(r, call, 1)), factor(given(r, call, 0)), factor(value));
      default -> r.name("mindspore.ops.zeros_like", call.node()) + "(" + value + ")";
    };
  }

  private static String arguments(Rendering r, Call call) {
    return call.arguments().stream().map(a -> r.text(a.node())).collect(Collectors.joining(", "));
  }

  private static String given(Rendering r, Call call, int index) {
    return r.text(call.arguments().get(index).value());
  }

  /** What is added: {@code alpha * other}; torch once took {@code add_(alpha, other)}. */
  private static String term(Rendering r, Call call) {
    Optional<Argument> alpha = call.keyword("alpha");
    String first = given(r, call, 0);
    if (alpha.isPresent()) {
      return factor(r.text(alpha.get().value())) + " * " + factor(first);
    }
    boolean old = call.arguments().size() == 2;
    return old ? factor(first) + " * " + factor(given(r, call, 1)) : factor(first);
  }

  private static String factor(String text) {
    return text.matches("[\\w.]+([\\[(][^()\\[\\]]*[\\])])?") ? text : "(" + text + ")";
  }
}
