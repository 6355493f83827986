package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code train()} and {@code eval()} of a model; a Cell starts in evaluation mode. */
public final class TrainMode implements Rule {
  private static final Text MODE = new Text("the mode of a Cell", "Cell 的模式");
  private static final Text STARTS_TRAINING =
      new Text(
          "a torch module starts in training mode, a Cell does not", "torch 的模块默认为训练模式，Cell 则不是");

  /** Layers that compute otherwise in training. */
  private static final String DEPENDENT =
      "torch\\.nn\\.(\\w*Dropout\\w*|\\w*BatchNorm\\w*|RReLU|LSTM|GRU|RNN|MultiheadAttention"
          + "|Transformer\\w*|functional\\.\\w*dropout\\w*)";

  @Override
  public void apply(FilePort port) {
    List<Call> calls = port.calls().toList();
    calls.stream().filter(c -> isSwitch(port, c)).forEach(c -> rewrite(port, c));
    Set<String> trained =
        calls.stream()
            .filter(c -> c.name().equals("train") && c.receiver().isPresent())
            .filter(c -> !isSwitchedBack(c))
            .map(c -> c.receiver().orElseThrow().text())
            .collect(Collectors.toSet());
    if (port.program().modeDependence().on(DEPENDENT)) {
      new BuiltModels(port, DEPENDENT)
          .without(trained).stream()
              .filter(call -> !port.isMarked(call))
              .forEach(call -> start(port, call));
    }
  }

  private static boolean isSwitch(FilePort port, Call call) {
    boolean named = call.name().equals("train") || call.name().equals("eval");
    return named
        && call.receiver().isPresent()
        && call.arguments().size() <= 1
        && port.program().qualified(call.callee()).isEmpty()
        && port.program().flow().callee(call).filter(f -> !isOfModel(port, f)).isEmpty()
        && (port.program().isModel(call.receiver().get())
            || (saysMode(call) && Statements.isAlone(call.node()))
            || (call.arguments().isEmpty() && givesModel(port, call)));
  }

  /** Whether a function is a method that sets a model's mode: train(self, mode). */
  private static boolean isOfModel(FilePort port, Node function) {
    return function.find("parameters").filter(p -> p.children().size() == 2).isPresent()
        && Flow.methodOwner(function).filter(port.program()::isModule).isPresent();
  }

  /** Whether it is given nothing, or what is true or false: {@code model.train(phase == "fit")}. */
  private static boolean saysMode(Call call) {
    return call.argument(0, "mode")
        .map(a -> a.value().is("true", "false", "comparison_operator", "not_operator"))
        .orElse(call.arguments().isEmpty());
  }

  /**
   * {@code model = made().eval()}, {@code model = model.to(device).train()}: what train() gives may
   * be something else than its receiver.
   */
  private static boolean givesModel(FilePort port, Call call) {
    String receiver = call.receiver().orElseThrow().text() + ".";
    return Statements.target(call.node())
        .filter(port.program()::isModel)
        .filter(t -> call.name().equals("eval") || receiver.startsWith(t.text() + "."))
        .isPresent();
  }

  /** Whether a model is told to train because it was told to evaluate before, in the function. */
  private static boolean isSwitchedBack(Call train) {
    String model = train.receiver().orElseThrow().text();
    return Call.in(Statements.owner(train.node()))
        .filter(c -> c.name().equals("eval") && c.node().end() <= train.node().start())
        .filter(c -> Statements.owner(c.node()) == Statements.owner(train.node()))
        .anyMatch(c -> c.receiver().filter(r -> r.text().equals(model)).isPresent());
  }

  private void rewrite(FilePort port, Call call) {
    port.edits().replace(call.callee().get("attribute"), "set_train");
    if (call.name().equals("eval")) {
      port.edits().replace(call.node().get("arguments"), "(False)");
    }
    port.changed(this, call.node(), Construct.MODEL, MODE);
  }

  /**
   * A model that is never told to train is told so where it is made; by the Cell's own method, as
   * torch calls no method of the model's class for it.
   */
  private void start(FilePort port, Node call) {
    if (setsOwnMode(port, call)) {
      port.edits()
          .replace(
              call, r -> r.name("mindspore.nn.Cell.set_train", call) + "(" + r.text(call) + ")");
    } else {
      port.edits().replace(call, r -> r.text(call) + ".set_train()");
    }
    port.changed(this, call, call, Construct.MODEL, Verdict.EXACT, STARTS_TRAINING);
  }

  /** Whether a call makes a model whose class has a {@code train()} of its own. */
  private static boolean setsOwnMode(FilePort port, Node call) {
    return port.program().flow().instanceOf(call).stream()
        .flatMap(type -> Flow.methods(type).stream())
        .anyMatch(method -> method.get("name").text().equals("train"));
  }
}
