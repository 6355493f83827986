package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.plan.OptimizerPlan;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.List;
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
  private static final Text MODEL =
      new Text(
          "the same method of a Cell: parameters and buffers by the names that they have in it; one that"
              + " is missing is an error unless strict=False",
          "Cell 的同名方法：按其在该 Cell 中的名称给出参数与 buffer；除非 strict=False，名称缺失即报错");

  /** What has a state in training scripts beside models, by its name. */
  private static final Pattern OTHER =
      Pattern.compile(
          "(?is)(.*(optim|sched|scal|accelerator|engine|trainer|loader|sampler|meter|vis).*"
              + "|(.*[._])?(ema|opt)(\\[.*)?)");

  private static final Text IN_PLACE =
      new Text(
          "the values are written into the parameters: load_state_dict gives them other memory, which an"
              + " optimizer that has stepped does not see",
          "将值写入参数本身：load_state_dict 会让参数换用其他内存，而执行过更新的优化器看不到");

  private static final Text LATE =
      new Text(
          "in training the values have to be written into the parameters with ops.assign: load_state_dict gives"
              + " them other memory, which an optimizer that has stepped does not see",
          "训练中需用 ops.assign 将值写入参数：load_state_dict 会让参数换用其他内存，而执行过更新的优化器看不到");

  private static final Text AGAIN =
      new Text(
          "torch's optimizer takes over the tensors of this state and its steps change them, so that what is"
              + " loaded the next time is not what was kept; here the kept values are loaded again: load"
              + " copy.deepcopy of the state",
          "torch 的优化器会直接使用该状态中的张量并在更新时修改它们，再次加载的便不是当初保存的值；移植后则会重新加载保存的值：请加载该状态的"
              + " copy.deepcopy 副本");

  private static final Text EMPTY =
      new Text(
          "torch's optimizer has no state before its first step, so that loading what it gave then clears"
              + " moments and count of steps; here that state is the optimizer's own parameters, which"
              + " steps change: keep copy.deepcopy(optimizer.state_dict())",
          "torch 的优化器在首次更新前没有状态，加载当时的状态会清除矩和步数；移植后该状态就是优化器自身的参数，会随更新而改变：请保存"
              + " copy.deepcopy(optimizer.state_dict())");

  private static final Text SHARED =
      new Text(
          "in torch both optimizers have the same tensors from here on and each one's steps change them for"
              + " the other; here each keeps values of its own: if that is meant, load copy.deepcopy of"
              + " the state",
          "torch 中两个优化器此后共用同一组张量，任一方的更新都会影响另一方；移植后各自保存数值：若本意如此，请加载该状态的" + " copy.deepcopy 副本");

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
        && !port.program().isOwnMethod(call)
        && port.program().qualified(call.callee()).isEmpty();
  }

  /** An optimizer, a scheduler or a scaler. */
  private void trainer(FilePort port, Facing facing) {
    Call call = Call.of(facing.node()).orElseThrow();
    Node subject = facing.subject().orElseThrow();
    boolean optimizer = port.program().isOptimizer(subject);
    if (!isPorted(port, subject)) {
      port.refused(this, call.node(), Construct.STATE, Sentences.OPTIMIZER_STAYS);
      return;
    }
    if (!isPlain(call)) {
      port.refused(this, call.node(), Construct.STATE, ARGUMENTS);
      return;
    }
    boolean moments =
        optimizer && call.name().equals("load_state_dict") && keepsMoments(port, subject);
    Optional<Text> apart = moments ? apart(port, call) : Optional.empty();
    if (apart.isPresent()) {
      port.refused(this, call.node(), Construct.STATE, Verdict.DIVERGES, apart.get());
    } else if (!moments || !port.isMarked(call.node())) {
      write(port, call, subject, optimizer ? "optimizer_state" : "schedule_state");
      Text why = optimizer ? OPTIMIZER : SCHEDULE;
      port.changed(this, call.node(), Construct.STATE, Verdict.REWRITE, why, Optional.empty());
    }
  }

  /** Why the moments would not be torch's once a state is loaded. */
  private static Optional<Text> apart(FilePort port, Call load) {
    LiveState live = new LiveState(port);
    if (live.isEmpty(load)) {
      return Optional.of(EMPTY);
    }
    if (live.isShared(load)) {
      return Optional.of(SHARED);
    }
    return new RepeatedState(port).isLoaded(load) ? Optional.of(AGAIN) : Optional.empty();
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

  /** Whether an optimizer keeps tensors of its own: SGD without momentum has none. */
  private static boolean keepsMoments(FilePort port, Node optimizer) {
    List<OptimizerPlan> plans = port.plans().of(optimizer);
    return plans.isEmpty()
        || plans.stream()
            .map(OptimizerPlan::site)
            .anyMatch(
                site ->
                    !site.api().endsWith(".SGD")
                        || site.chosen().isPresent()
                        || site.bound().given().containsKey("momentum"));
  }

  private static boolean isPlain(Call call) {
    boolean loads = call.name().equals("load_state_dict");
    return call.arguments().size() == (loads ? 1 : 0)
        && call.arguments().stream().allMatch(a -> a.kind() == Argument.Kind.POSITIONAL);
  }

  private void model(FilePort port, Call call) {
    Node model = call.receiver().orElseThrow();
    boolean loads = call.name().equals("load_state_dict");
    boolean late = loads && port.plans().survey().training().isDuring(call.node());
    if (!isModel(port.program(), model)) {
      port.refused(this, call.node(), Construct.STATE, UNKNOWN);
    } else if (late && isPlain(call) && Statements.isAlone(call.node())) {
      write(port, call, model, "model_state");
      port.changed(this, call.node(), Construct.STATE, Verdict.REWRITE, IN_PLACE, Optional.empty());
    } else if (late) {
      port.refused(this, call.node(), Construct.STATE, LATE);
    } else if (loads ? isLoad(call) : call.arguments().isEmpty()) {
      port.kept(this, call.node(), Construct.STATE, MODEL);
    } else {
      port.refused(this, call.node(), Construct.STATE, ARGUMENTS);
    }
  }

  /** {@code load_state_dict(state)}, with {@code strict} or without. */
  private static boolean isLoad(Call call) {
    int understood = call.argument(1, "strict").isPresent() ? 2 : 1;
    return call.argument(0, "state_dict").isPresent() && call.arguments().size() == understood;
  }

  /** Whether an expression is a model; only what is called like something else is not. */
  private static boolean isModel(TrainingProgram program, Node expression) {
    return program.isModel(expression)
        || (!program.isOptimizer(expression) && !OTHER.matcher(expression.text()).matches());
  }
}
