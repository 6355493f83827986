package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Iterated;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code parameter.set_data(value)}: MindSpore gives the parameter the memory of the value. What is
 * a parameter itself is one with it from then on; an optimizer that has stepped goes on with the
 * old memory.
 */
public final class ParameterData implements Rule {
  private static final Text SHARED =
      new Text(
          "both parameters share memory from here on, as in MindSpore: what trains one changes the other",
          "两个参数此后共享内存，与 MindSpore 相同：训练其一会改变另一个");
  private static final Text NO_STATEMENT =
      new Text(
          "MindSpore lets both parameters share memory; torch does so with an assignment of data",
          "MindSpore 使两个参数共享内存；torch 须用对 data 的赋值实现");
  private static final Text LATE =
      new Text(
          "MindSpore's optimizer has stepped and does not train a parameter that is given other data"
              + " then (2.10); torch's goes on with the data; in MindSpore ops.assign does",
          "MindSpore 的优化器执行过更新后，不再训练此后换用其他数据的参数（2.10）；torch 的优化器会从该数据继续训练；"
              + "在 MindSpore 中应使用 ops.assign");

  private static final Set<String> SETTING = Set.of("set_data", "assign_value");

  private static final Set<String> LISTS =
      Set.of("get_parameters", "trainable_params", "parameters_and_names");

  /** What the parameters of layers are called. */
  private static final Set<String> LAYER =
      Set.of("weight", "bias", "gamma", "beta", "embedding_table");

  /** The methods of a callback between two steps. */
  private static final Set<String> BETWEEN =
      Set.of(
          "step_begin",
          "step_end",
          "epoch_begin",
          "epoch_end",
          "on_train_step_begin",
          "on_train_step_end",
          "on_train_epoch_begin",
          "on_train_epoch_end");

  @Override
  public void apply(FilePort port) {
    port.calls()
        .filter(c -> SETTING.contains(c.name()) && c.receiver().isPresent())
        .filter(c -> c.arguments().size() == 1 && !port.isSettled(c.node()))
        .toList()
        .forEach(c -> apply(port, c, c.receiver().get(), c.arguments().get(0)));
  }

  private void apply(FilePort port, Call call, Node parameter, Argument argument) {
    Node value = argument.value();
    if (value.text().equals(parameter.text())) {
      return;
    }
    if (isBetweenSteps(port, call.node())
        && networks(port, parameter).anyMatch(n -> LateLoading.hasStepped(port, n, call.node()))) {
      port.refused(this, call.node(), Construct.STATE, LATE);
    } else if (isParameter(port, value) && Statements.isAlone(call.node())) {
      port.edits()
          .replace(call.node(), r -> r.text(parameter) + ".data = " + r.text(value) + ".data");
      port.changed(
          this, call.node(), Construct.STATE, Verdict.EQUIVALENT, SHARED, Optional.empty());
    } else if (isParameter(port, value)) {
      port.refused(this, call.node(), Construct.STATE, NO_STATEMENT);
    }
  }

  private static boolean isParameter(FilePort port, Node value) {
    return value.is("attribute")
        ? LAYER.contains(value.get("attribute").text())
        : value.is("identifier") && networks(port, value).findAny().isPresent();
  }

  private static boolean isBetweenSteps(FilePort port, Node place) {
    boolean called =
        Statements.function(place)
            .filter(f -> f.is("function_definition"))
            .filter(f -> BETWEEN.contains(f.get("name").text()))
            .flatMap(Flow::methodOwner)
            .filter(type -> type.find("superclasses").stream().anyMatch(ParameterData::isCallback))
            .isPresent();
    return called || port.plans().survey().training().isDuring(place);
  }

  private static boolean isCallback(Node bases) {
    return bases.text().contains("Callback");
  }

  /**
   * The networks that a parameter may be of: {@code net} of {@code net.fc.weight}, or looped over.
   */
  private static Stream<Node> networks(FilePort port, Node parameter) {
    if (parameter.is("attribute")) {
      Node object = parameter.get("object");
      return Stream.concat(Stream.of(object), networks(port, object));
    }
    return Iterated.by(parameter).stream()
        .flatMap(list -> port.program().flow().origins(list).stream())
        .flatMap(list -> Call.of(list).stream())
        .filter(c -> LISTS.contains(c.name()))
        .flatMap(c -> c.receiver().stream());
  }
}
