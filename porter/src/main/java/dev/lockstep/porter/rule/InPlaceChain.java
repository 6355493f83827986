package dev.lockstep.porter.rule;

import dev.lockstep.porter.edit.Rendering;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A tensor and the methods called on it that change it in place.
 *
 * @param tensor the tensor
 * @param calls the calls, first to last
 */
record InPlaceChain(Node tensor, List<Call> calls) {
  /** Methods that change a tensor in place. */
  static final Set<String> NAMES =
      Set.of("mul_", "div_", "add_", "sub_", "lerp_", "zero_", "clamp_", "clip_", "copy_", "fill_");

  /** The chain that ends in a call, if all its methods are understood. */
  static Optional<InPlaceChain> of(Call last) {
    List<Call> calls = new ArrayList<>();
    Node receiver = last.node();
    for (Optional<Call> call = Optional.of(last); call.isPresent(); call = Call.of(receiver)) {
      boolean understood = NAMES.contains(call.get().name()) && isPlain(call.get());
      if (!understood) {
        return Optional.empty();
      }
      calls.add(0, call.get());
      receiver = call.get().receiver().orElseThrow();
    }
    boolean named = receiver.is("identifier", "attribute", "subscript");
    return named ? Optional.of(new InPlaceChain(owner(receiver), calls)) : Optional.empty();
  }

  /** The tensor whose {@code data} it is. */
  private static Node owner(Node receiver) {
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
    int given = call.name().equals("zero_") ? 0 : call.name().equals("lerp_") ? 2 : 1;
    long positional =
        call.arguments().stream().filter(a -> a.kind() == Argument.Kind.POSITIONAL).count();
    boolean scaled = call.name().matches("add_|sub_");
    boolean keywords =
        call.arguments().stream()
            .filter(a -> a.kind() != Argument.Kind.POSITIONAL)
            .allMatch(a -> scaled && a.keyword().equals("alpha"));
    return keywords && (positional == given || (scaled && positional == 2));
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
    return switch (call.name()) {
      case "mul_" -> factor(value) + " * " + factor(given(r, call, 0));
      case "div_" -> factor(value) + " / " + factor(given(r, call, 0));
      case "add_" -> value + " + " + term(r, call);
      case "sub_" -> value + " - " + term(r, call);
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
