package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.edit.ArgumentEdits;
import dev.lockstep.porter.plan.Texts;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code torch.save} and {@code torch.load} of states. */
public final class Checkpoint implements Rule {
  private static final Text SAVED =
      new Text(
          "one MindSpore checkpoint under the same file name: tensors are called by their keys, plain"
              + " values are kept as text",
          "以相同文件名保存为一个 MindSpore checkpoint：张量以键路径命名，普通值以文本保存");
  private static final Text LOADED =
      new Text(
          "reads what the ported script saved; lockstep checkpoint convert makes such a file of one"
              + " that torch saved",
          "读取移植后脚本保存的文件；torch 保存的文件可用 lockstep checkpoint convert 转换");
  private static final Text WHOLE =
      new Text(
          "a whole model or optimizer is pickled; MindSpore saves parameters: save its state_dict()",
          "保存的是整个模型或优化器对象；MindSpore 只保存参数：请保存其 state_dict()");
  private static final Text NO_STATE =
      new Text(
          "what is saved is not a dict of states here; MindSpore's checkpoints hold named tensors",
          "此处保存的不是状态字典；MindSpore 的 checkpoint 只保存具名张量");
  private static final Text UNSEEN =
      new Text(
          "what the file holds cannot be seen here; MindSpore's checkpoints hold named tensors",
          "此处看不出文件内容；MindSpore 的 checkpoint 只保存具名张量");

  /** What is done with a dict of states. */
  private static final Set<String> DICT_METHODS =
      Set.of("get", "keys", "items", "values", "pop", "update", "copy");

  @Override
  public void apply(FilePort port) {
    for (Call call : port.unmarkedCalls().toList()) {
      String name = port.program().qualified(call.callee()).orElse("");
      if (name.equals("torch.save")) {
        decide(port, call, saving(port.program(), call), "save_state", SAVED);
      } else if (name.equals("torch.load")) {
        decide(port, call, loading(port.program(), call.node()), "load_state", LOADED);
      }
    }
  }

  private void decide(FilePort port, Call call, Optional<Text> why, String function, Text note) {
    if (why.isPresent()) {
      port.refused(this, call.node(), Construct.STATE, why.get());
      return;
    }
    String name = BroughtCode.function(port, function);
    port.edits().replace(call.callee(), name);
    ArgumentEdits arguments = new ArgumentEdits(call, port.edits());
    List<Optional<Argument>> kept = kept(call, function);
    call.arguments().stream()
        .filter(a -> !kept.contains(Optional.of(a)))
        .forEach(arguments::remove);
    call.keyword("obj").ifPresent(a -> arguments.rename(a, "state"));
    call.keyword("f").ifPresent(a -> arguments.rename(a, "path"));
    arguments.apply();
    port.changed(this, call.node(), Construct.STATE, Verdict.REWRITE, note, Optional.empty());
  }

  private static List<Optional<Argument>> kept(Call call, String function) {
    return function.equals("save_state")
        ? List.of(call.argument(0, "obj"), call.argument(1, "f"))
        : List.of(call.argument(0, "f"));
  }

  /** Why what is saved has no counterpart; empty if it has one. */
  private static Optional<Text> saving(TrainingProgram program, Call call) {
    Optional<Node> saved = call.argument(0, "obj").map(Argument::value);
    if (saved.isEmpty() || call.argument(1, "f").isEmpty()) {
      return Optional.of(NO_STATE);
    }
    if (isObject(program, saved.get())) {
      return Optional.of(WHOLE);
    }
    return program.flow().origins(saved.get()).stream()
        .flatMap(origin -> content(program, origin).stream())
        .findFirst();
  }

  private static Optional<Text> content(TrainingProgram program, Node origin) {
    Optional<Map<String, Node>> entries = program.dictionary(origin);
    if (entries.isPresent()) {
      return entries.get().entrySet().stream()
          .filter(e -> isObject(program, e.getValue()))
          .findFirst()
          .map(e -> Texts.join(Texts.format("the entry %s", "条目 %s", e.getKey()), WHOLE));
    }
    boolean state =
        origin.is("dictionary", "dictionary_comprehension", "identifier", "none")
            || Call.of(origin).filter(Checkpoint::makesDict).isPresent()
            || origin.text().matches("(?i).*(state|ckpt|checkpoint|snapshot|weights)(s|_?dict)?");
    return state ? Optional.empty() : Optional.of(NO_STATE);
  }

  private static boolean makesDict(Call call) {
    return OptimizerState.isState(call) || call.name().matches("(?i)\\w*dict|\\w*state|load");
  }

  /** Whether an expression is a whole model or optimizer, or a copy of one. */
  private static boolean isObject(TrainingProgram program, Node value) {
    boolean object = program.isModel(value) || program.isOptimizer(value);
    return object
        || program.flow().origins(value).stream()
            .flatMap(o -> Call.of(o).stream())
            .filter(c -> !c.name().contains("state"))
            .flatMap(c -> c.arguments().stream())
            .anyMatch(a -> program.isModel(a.value()) || program.isOptimizer(a.value()));
  }

  /** Why what is loaded has no counterpart; empty if it is used as a dict of states. */
  private static Optional<Text> loading(TrainingProgram program, Node call) {
    if (isDictUse(call)) {
      return Optional.empty();
    }
    Optional<Node> target = Statements.target(call);
    if (target.isEmpty()) {
      return Optional.of(UNSEEN);
    }
    if (program.isModel(target.get())) {
      return Optional.of(WHOLE);
    }
    boolean dict =
        Statements.owner(call)
            .descendants(target.get().kind())
            .filter(n -> n.text().equals(target.get().text()))
            .anyMatch(Checkpoint::isDictUse);
    return dict ? Optional.empty() : Optional.of(UNSEEN);
  }

  /** Whether an expression is subscripted by a string, asked for a key, or loaded as a state. */
  private static boolean isDictUse(Node value) {
    Node parent = value.parent().orElse(value);
    return switch (parent.kind()) {
      case "subscript" ->
          value.field().equals("value")
              && parent.get("subscript").is("string", "concatenated_string");
      case "attribute" -> DICT_METHODS.contains(parent.get("attribute").text());
      case "comparison_operator" -> parent.text().matches("(?s).*\\bin\\b.*");
      case "argument_list" ->
          parent.parent().flatMap(Call::of).filter(OptimizerState::isState).isPresent();
      default -> false;
    };
  }
}
