package dev.lockstep.porter.plan;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.plan.OptimizerPlan.Lookup;
import dev.lockstep.porter.program.BoundCall;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Argument.Kind;
import java.util.List;

/** Reasons that plans give. */
final class Why {
  static final Text PASSED_ARGUMENTS =
      new Text(
          "experimental, because some options are known only when the script runs: they go over as they are, to a"
              + " class that takes torch's and steps alike; one that only torch has is an error there",
          "选用 experimental，因为部分选项在运行时才知道：它们原样传给接受 torch 选项且更新方式相同的类；仅 torch 才有的选项会报错");
  static final Text EXPLICIT_GROUP =
      new Text(
          "the parameters stand in a group because mindspore.nn exempts names with beta or gamma in a"
              + " flat list from weight decay",
          "参数放入一个组中，因为 mindspore.nn 对平铺列表中名称含 beta 或 gamma 的参数不做权重衰减");
  static final Text PLAIN =
      new Text(
          "mindspore.nn, because nothing in the script asks for torch-like groups or schedulers",
          "选用 mindspore.nn，因为脚本不需要 torch 式的参数组或调度器");
  static final Text GROUPS_TOUCHED =
      new Text(
          "experimental, because the script reads or changes param_groups",
          "选用 experimental，因为脚本读写 param_groups");
  static final Text SCHEDULED =
      new Text(
          "experimental, because its schedule stays a scheduler object",
          "选用 experimental，因为其调度仍为调度器对象");
  static final Text ESCAPES =
      new Text(
          "experimental, because the optimizer goes to code that cannot be seen here",
          "选用 experimental，因为优化器被传给此处看不到的代码");
  static final Text GROUP_OPTIONS =
      new Text(
          "experimental, because its groups set options that a group of mindspore.nn cannot",
          "选用 experimental，因为其参数组设置了 mindspore.nn 的组不支持的选项");
  static final Text UNKNOWN_GROUPS =
      new Text(
          "experimental, because what it optimizes cannot be read here, and a flat list of mindspore.nn"
              + " exempts names with beta or gamma from weight decay",
          "选用 experimental，因为此处无法读出其优化的参数，而 mindspore.nn 的平铺列表不对名称含 beta 或 gamma 的参数做权重衰减");
  static final Text LISTED =
      new Text(
          "the rates of all steps are a list: MindSpore's optimizer reads the rate of step k itself",
          "各步学习率写成列表：MindSpore 的优化器自行读取第 k 步的学习率");
  static final Text STAYS_OBJECT =
      new Text(
          "stays a scheduler object, because the number of steps is not known where the optimizer is"
              + " built, or the scheduler is used for more than its step",
          "保持为调度器对象，因为构造优化器处不知道步数，或调度器还有 step 之外的用途");
  static final Text ALIKE_SCHEDULE =
      new Text(
          "the arguments go over as they are, to a class that takes torch's and gives the same rates; MindSpore's"
              + " own want a float, not an int, for factors",
          "参数原样传给接受 torch 参数且学习率相同的类；MindSpore 自带的类要求系数为浮点数而非整数");
  static final Text BROUGHT_SCHEDULE =
      new Text(
          "a class written into the file computes torch's rates, and torch's momentum where that is cycled,"
              + " and gives them to the groups, which an experimental optimizer reads in each step (it"
              + " compiles its update again for each new momentum of betas)",
          "写入文件的类按 torch 的方式计算学习率（以及循环变化的动量）并写入参数组，experimental 优化器每步读取"
              + "（betas 的动量每变一次就重新编译一次更新）");
  static final Text OPTIMIZER_STAYS = new Text("its optimizer stays as it is", "其优化器保持不变");
  static final Text SUPPRESSED = new Text("a comment asks to leave it as it is", "注释要求保持原样");
  static final Text KEPT =
      new Text(
          "an earlier port has left it as it is and says above it why; without that comment it is tried again",
          "先前的移植保留了原样，并在其上方说明了原因；删除该注释后会重新尝试");
  static final Text OPTIMIZER_UNKNOWN =
      new Text("its optimizer is not built in the files that are ported", "其优化器不在被移植的文件中构造");
  static final Text NO_OPTIMIZER =
      new Text("no optimizer that is ported takes its rate", "没有被移植的优化器使用其学习率");

  static final Text TENSOR_RATE =
      new Text(
          "its rate is a tensor, with which torch computes in float32; MindSpore takes the number and computes"
              + " in float32 as well",
          "其学习率是张量，torch 因此以 float32 计算；MindSpore 接收数值，同样以 float32 计算");
  static final Text TENSOR_RATE_UNREAD =
      new Text(
          "its rate is a tensor (float32 arithmetic in torch) that is not written where the optimizer is"
              + " built; give a number",
          "其学习率是张量（torch 以 float32 计算），且不在构造优化器处写出；请给出数值");
  static final Text ANY_OPTIMIZER =
      new Text(
          "its optimizer comes from code that is not ported with it: this scheduler takes an experimental"
              + " one and raises an error for one of mindspore.nn",
          "其优化器来自未一同移植的代码：该调度器只接受 experimental 优化器，对 mindspore.nn 的优化器会报错");

  static final Text LOOKED_UP =
      new Text(
          "its rate is a list: LambdaLR looks the rate of each step up, stepped by a hook after every"
              + " step, because MindSpore's optimizer counts its steps itself",
          "其学习率是列表：由 LambdaLR 查表取每步的学习率，并在每步之后由钩子推进，因为 MindSpore 的优化器自行计步");
  static final Text EXEMPT_GROUP =
      new Text(
          "parameters with beta or gamma in their names, those of norm layers among them, get a group"
              + " without weight decay, because mindspore.nn exempts them in a flat list",
          "名称含 beta 或 gamma 的参数（包括归一化层的参数）放入不做权重衰减的组，因为 mindspore.nn 的平铺列表不对它们做衰减");
  static final Text CHECKED_GROUPS =
      new Text(
          "what it optimizes comes from code that is not ported with it: mindspore_groups sees when the"
              + " script runs that these are groups, because a flat list of mindspore.nn exempts names with"
              + " beta or gamma from weight decay",
          "其参数来自未一同移植的代码：运行时由 mindspore_groups 确认是参数组，因为 mindspore.nn 的平铺列表不对名称含"
              + " beta 或 gamma 的参数做权重衰减");
  static final Text EXEMPT_UNREAD =
      new Text(
          "a flat list of mindspore.nn exempts names with beta or gamma from weight decay, and the"
              + " model behind it cannot be read here",
          "mindspore.nn 的平铺列表不对名称含 beta 或 gamma 的参数做权重衰减，而此处无法读出其模型");
  static final Text RATE_CELL =
      new Text(
          "its rate is a Cell (LearningRateSchedule): torch's optimizers take a number; write the rate"
              + " of a step as a function and give it to LambdaLR",
          "其学习率是一个 Cell（LearningRateSchedule）：torch 的优化器只接收数值；请把每步的学习率写成函数交给 LambdaLR");
  static final Text DECAY_CELL =
      new Text(
          "its weight decay is a Cell: the groups of torch's optimizers have a number; give them that of"
              + " each step in front of it",
          "其权重衰减是一个 Cell：torch 优化器的参数组只存数值；请在每步之前把该步的数值写入参数组");
  static final Text LIST_OR_NUMBER =
      new Text(
          "its rate comes from code that is not ported with it and is a number, a list of rates or"
              + " a schedule, which is seen when it runs; LambdaLR finds the rate of each step",
          "其学习率来自未一同移植的代码，是数值、学习率列表或调度，运行时才知道；由 LambdaLR 查取每步的学习率");
  static final Text COMPUTED =
      new Text(
          "its rate is a schedule: LambdaLR computes the rate of each step, stepped by a hook after every"
              + " step",
          "其学习率是调度：由 LambdaLR 计算每步的学习率，并在每步之后由钩子推进");
  static final Text GROUP_RATES =
      new Text(
          "groups may have rates of their own, and rates are lists or schedules: LambdaLR finds the rate of"
              + " each step for each group, stepped by a hook after every step",
          "各参数组可有自己的学习率，且学习率为列表或调度：由 LambdaLR 为每组查取每步的学习率，并在每步之后由钩子推进");
  static final Text RATE_PLACE =
      new Text(
          "its rate is a list, and the optimizer is built inside a larger expression, so that no"
              + " scheduler can stand beside it",
          "其学习率是列表，而优化器在更大的表达式中构造，旁边无法放置调度器");

  static final Text CENTRALIZED_PLACE =
      new Text(
          "a group sets grad_centralization, and the optimizer is built inside a larger expression, so"
              + " that no hook can stand beside it",
          "有参数组设置了 grad_centralization，而优化器在更大的表达式中构造，旁边无法放置钩子");

  static final Text CLASS_CHOSEN =
      new Text(
          "experimental, because its class is chosen when the script runs",
          "选用 experimental，因为其类在运行时选定");

  private Why() {}

  /** Arguments that could not be bound to options: names that it does not have, or stars. */
  static Text unread(BoundCall bound) {
    List<String> foreign =
        bound.problems().stream().map(Argument::keyword).filter(name -> !name.isEmpty()).toList();
    if (!foreign.isEmpty()) {
      return Texts.format(
          "%s has no option %s; where the class is another one, write a call of its own for each",
          "%s 没有选项 %s；若此处的类不止一个，请为每个类分别写出调用", bound.signature().api(), String.join(", ", foreign));
    }
    List<String> stars =
        bound.call().arguments().stream()
            .filter(a -> a.kind() == Kind.SPLAT || a.kind() == Kind.DOUBLE_SPLAT)
            .map(a -> a.node().text())
            .toList();
    return stars.isEmpty()
        ? Texts.format(
            "it has more arguments than %s takes", "参数多于 %s 所接受的个数", bound.signature().api())
        : Texts.format(
            "what %s holds cannot be read here: write its values as arguments of their own",
            "此处无法读出 %s 的内容：请把其中的值逐个写成参数", String.join(", ", stars));
  }

  /** An option without a default that is not given. */
  static Text required(String option) {
    return Texts.format("%s must be given in this release", "在该版本中必须给出 %s", option);
  }

  /** A class that does what could not be done at the steps. */
  static Text decaying(String name) {
    return Texts.format(
        "%s, a class written into the file, adds the weight decay of each group to its gradients",
        "写入文件的类 %s 将各组的权重衰减加到其梯度上", name);
  }

  /** Of the classes that may be chosen: those with a counterpart. */
  static Text chosen(List<String> classes) {
    return Texts.format(
        "experimental, because its class is chosen when the script runs; those of %s take the same arguments"
            + " and step alike",
        "选用 experimental，因为其类在运行时选定；%s 的对应类参数相同且更新方式相同", String.join(", ", classes));
  }

  /** Of the classes that may be chosen: those without. */
  static Text chosenFrom(List<String> classes) {
    return Texts.format(
        "no class that takes the same arguments steps like %s: write a call for each of these",
        "没有参数相同且与 %s 更新方式相同的类：请分别写出调用", String.join(", ", classes));
  }

  static Text lookedUp(Lookup lookup) {
    return switch (lookup) {
      case LIST -> LOOKED_UP;
      case LIST_OR_NUMBER -> LIST_OR_NUMBER;
      case FUNCTION -> COMPUTED;
      case GROUPS -> GROUP_RATES;
    };
  }
}
