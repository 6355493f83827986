package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.plan.Texts;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code state_dict()} and {@code load_state_dict(state)} of what is trained and what trains it.
 */
public final class OptimizerState implements Rule {
  private static final Text OPTIMIZER =
      new Text(
          "the parameters of the optimizer that are not the model's (moments, count of steps, a constant"
              + " rate) and the options of its groups; a list of rates is the script's own, read on"
              + " from the restored count",
          "优化器自身的参数（矩、步数、常数学习率）以及各组的选项；学习率列表由脚本给出，从恢复的步数继续读取");
  private static final Text SCHEDULE =
      new Text(
          "the parameters and numbers that it counts with; MindSpore gives it no state_dict",
          "其计数所用的参数与数值；MindSpore 未为其提供 state_dict");
  private static final Text MODEL = new Text("the model's parameters by name", "按名称给出模型的参数");
  private static final Text LOADED_MODEL =
      new Text(
          "torch raises an error for a name that is missing, MindSpore gives a warning and returns the"
              + " names",
          "名称缺失时 torch 报错，MindSpore 给出警告并返回这些名称");

  private static final Text BUFFERS =
      new Text(
          "the same method of a Cell: parameters and the buffers that the project registers, by name",
          "Cell 的同名方法：按名称给出参数以及项目注册的 buffer");

  /** What has a state in training scripts beside models, by its name. */
  private static final Pattern OTHER =
      Pattern.compile(
          "(?is)(.*(optim|sched|scal|accelerator|engine|trainer|loader|sampler|meter|vis).*"
              + "|(.*[._])?(ema|opt)(\\[.*)?)");

  private static final Text UNKNOWN =
      new Text("whose state it is cannot be seen here", "此处看不出这是哪个对象的状态");
  private static final Text ARGUMENTS =
      new Text("it is given arguments that have no counterpart", "参数没有对应项");

  @Override
  public void apply(FilePort port) {
    port.open(Construct.STATE).toList().forEach(facing -> trainer(port, facing));
    port.calls()
        .filter(c -> isState(c) && !port.isSettled(c.node()) && isLibrary(port, c))
        .toList()
        .forEach(c -> model(port, c));
  }

  /** Whether a call asks for a state, or gives one. */
  static boolean isState(Call call) {
    return call.receiver().isPresent()
        && (call.name().equals("state_dict") || call.name().equals("load_state_dict"));
  }

  private static boolean isLibrary(FilePort port, Call call) {
    boolean inherited = call.receiver().orElseThrow().text().startsWith("super(");
    return !inherited
        && port.program().wrapper(call.receiver().orElseThrow()).isEmpty()
        && port.program().flow().callee(call).isEmpty()
        && port.program().qualified(call.callee()).isEmpty();
  }

  /** An optimizer, a scheduler or a scaler. */
  private void trainer(FilePort port, Facing facing) {
    Call call = Call.of(facing.node()).orElseThrow();
    Node subject = facing.subject().orElseThrow();
    boolean optimizer = port.program().isOptimizer(subject);
    if (!isPorted(port, subject)) {
      port.refused(this, call.node(), Construct.STATE, Sentences.OPTIMIZER_STAYS);
    } else if (!isPlain(call)) {
      port.refused(this, call.node(), Construct.STATE, ARGUMENTS);
    } else {
      write(port, call, subject, optimizer ? "optimizer_state" : "schedule_state");
      Text why = optimizer ? OPTIMIZER : SCHEDULE;
      port.changed(this, call.node(), Construct.STATE, Verdict.REWRITE, why, Optional.empty());
    }
  }

  private static void write(FilePort port, Call call, Node subject, String function) {
    boolean loads = call.name().equals("load_state_dict");
    String name = BroughtCode.function(port, loads ? "load_" + function : function);
    port.edits()
        .replace(
            call.node(),
            r -> {
              String given = loads ? ", " + r.text(call.arguments().get(0).value()) : "";
              return "%s(%s%s)".formatted(name, r.text(subject), given);
            });
  }

  private static boolean isPorted(FilePort port, Node subject) {
    return Subjects.arePorted(port, subject)
        && port.plans().ofScheduler(subject).stream()
            .allMatch(p -> p.isPorted() && SchedulerConstruction.isOptimizerPorted(port, p));
  }

  private static boolean isPlain(Call call) {
    boolean loads = call.name().equals("load_state_dict");
    return call.arguments().size() == (loads ? 1 : 0)
        && call.arguments().stream().allMatch(a -> a.kind() == Argument.Kind.POSITIONAL);
  }

  private void model(FilePort port, Call call) {
    Node model = call.receiver().orElseThrow();
    boolean loads = call.name().equals("load_state_dict");
    if (!isModel(port.program(), model)) {
      port.refused(this, call.node(), Construct.STATE, UNKNOWN);
    } else if (registersBuffers(port.program())) {
      port.kept(this, call.node(), Construct.STATE, BUFFERS);
    } else if (loads) {
      load(port, call, model);
    } else if (call.arguments().isEmpty()) {
      port.edits().replace(call.callee().get("attribute"), "parameters_dict");
      port.changed(this, call.node(), Construct.STATE, MODEL);
    } else {
      port.refused(this, call.node(), Construct.STATE, ARGUMENTS);
    }
  }

  /** Whether models of the project hold tensors that are no parameters, and only a state has. */
  private static boolean registersBuffers(TrainingProgram program) {
    return program.project().files().stream()
        .anyMatch(f -> f.source().text().contains("register_buffer("));
  }

  private void load(FilePort port, Call call, Node model) {
    Optional<Argument> state = call.argument(0, "state_dict");
    boolean strict =
        call.argument(1, "strict").filter(a -> !a.value().is("false")).isPresent()
            || call.arguments().size() == 1;
    if (state.isEmpty() || call.arguments().size() > 2) {
      port.refused(this, call.node(), Construct.STATE, ARGUMENTS);
      return;
    }
    port.edits()
        .replace(
            call.node(),
            r ->
                "%s(%s, %s)"
                    .formatted(
                        r.name("mindspore.load_param_into_net", call.node()),
                        r.text(model),
                        r.text(state.get().value())));
    Text why = strict ? Texts.join(MODEL, LOADED_MODEL) : MODEL;
    port.changed(this, call.node(), Construct.STATE, Verdict.EQUIVALENT, why, Optional.empty());
  }

  /** Whether an expression is a model; only what is called like something else is not. */
  private static boolean isModel(TrainingProgram program, Node expression) {
    return program.isModel(expression)
        || (!program.isOptimizer(expression) && !OTHER.matcher(expression.text()).matches());
  }
}
