package dev.lockstep.mapping;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.EnumSet;
import java.util.Set;

/** What a port changes beside the constructor call; cards name it by {@link #id}. */
public enum Rewrite {
  /** Every gradient is negated before the optimizer gets it. */
  NEGATE_GRADIENTS("negate the gradients before the update", "在更新前将梯度取负"),
  /** {@code g + weight_decay * p} is handed over instead of {@code g}. */
  ADD_DECAY_TO_GRADIENTS(
      "add weight_decay * parameter to each gradient before the update",
      "在更新前将 weight_decay * 参数 加到各梯度上"),
  /** {@code p *= 1 - lr * weight_decay} before each update. */
  DECAY_PARAMETERS_FIRST(
      "multiply each parameter by 1 - lr * weight_decay before the update",
      "在更新前将各参数乘以 1 - lr * weight_decay"),
  /** Every gradient is divided by the loss scale before the optimizer gets it. */
  UNSCALE_GRADIENTS("divide the gradients by the loss scale before the update", "在更新前将梯度除以损失缩放系数"),
  /** The rates of all steps, computed by the source scheduler's own recursion, as a list. */
  RATE_TABLE("give the rates of all steps as a list", "以列表给出各步的学习率"),
  /** The rates of all steps as a list, each assigned to the optimizer before its step. */
  ASSIGN_RATE("set the rate of each step from a list before the update", "每次更新前按列表设置学习率"),
  /** A {@code LambdaLR} over a table of rates, stepped after every optimizer step. */
  RATE_LAMBDA(
      "look the rate of each step up in a table with LambdaLR, stepped after every optimizer step",
      "用 LambdaLR 按表查取各步学习率，每次优化器更新后调用 step"),
  /** The scheduler's step moves from once an epoch to once a batch. */
  EPOCHS_TO_STEPS("count in steps instead of epochs", "以步数代替轮数计数"),
  /** Parameters that a name exempts from decay go to a group without decay. */
  EXPLICIT_GROUPS("put the parameters into explicit groups", "将参数显式分组"),
  /** The rate and the decay become schedules that undo a missing bias correction. */
  BIAS_CORRECTING_SCHEDULES(
      "give the bias correction as a learning-rate schedule and a weight-decay cell",
      "以学习率调度和权重衰减 Cell 给出偏差修正"),
  /**
   * {@code zero_grad}, {@code backward} and {@code step} become one gradient function and one call.
   */
  VALUE_AND_GRAD(
      "compute the gradients with value_and_grad and hand them to the optimizer",
      "用 value_and_grad 计算梯度并交给优化器"),
  /**
   * One gradient function and one call become {@code zero_grad}, {@code backward} and {@code step}.
   */
  BACKWARD_AND_STEP("call zero_grad, backward and step", "调用 zero_grad、backward 和 step"),
  /** Gradients are clipped as values before the optimizer gets them. */
  CLIP_VALUES(
      "clip the gradients as values and hand the result to the optimizer", "将梯度作为值裁剪，再把结果交给优化器"),
  /** Gradients are clipped in the parameters, between backward and step. */
  CLIP_IN_PLACE(
      "clip the gradients in place between backward and step", "在 backward 与 step 之间就地裁剪梯度"),
  /** The scaler's calls become scale, unscale, all_finite and adjust around the update. */
  SCALE_BY_HAND(
      "scale the loss, unscale the gradients, update if all are finite, then adjust the scale",
      "放大损失、还原梯度，全部有限时才更新，然后调整缩放系数"),
  /** The step becomes a cell that scales the loss itself. */
  TRAIN_ONE_STEP_CELL(
      "make the step a TrainOneStepWithLossScaleCell", "将训练步写成 TrainOneStepWithLossScaleCell"),
  /** The optimizer is saved like a network. */
  SAVE_PARAMETERS("save the optimizer with save_checkpoint", "用 save_checkpoint 保存优化器"),
  /** The optimizer is loaded like a network. */
  LOAD_PARAMETERS(
      "load the optimizer with load_checkpoint and load_param_into_net",
      "用 load_checkpoint 和 load_param_into_net 加载优化器"),
  /** The optimizer's {@code state_dict} is saved. */
  SAVE_STATE_DICT("save state_dict() with torch.save", "用 torch.save 保存 state_dict()"),
  /** The optimizer's {@code state_dict} is loaded. */
  LOAD_STATE_DICT(
      "give torch.load's result to load_state_dict", "将 torch.load 的结果交给 load_state_dict"),
  /** The rate of every group is set. */
  ASSIGN_GROUP_RATE("set lr of every group", "设置每个参数组的 lr"),
  /** The closure returns loss and gradients and goes to the optimizer, which calls it. */
  CLOSURE_OF_GRADIENTS(
      "call the optimizer with a function that returns the loss and the gradients",
      "以返回损失与梯度的函数调用优化器"),
  /** A class with the source's update is written into the port. */
  GENERATED_OPTIMIZER("use the generated optimizer class", "使用生成的优化器类");

  /** Rewrites in which all options of the source end up: nothing is left for an argument to say. */
  private static final Set<Rewrite> WHOLE = EnumSet.of(RATE_TABLE, ASSIGN_RATE, RATE_LAMBDA);

  private final String en;
  private final String zh;

  Rewrite(String en, String zh) {
    this.en = en;
    this.zh = zh;
  }

  /** Whether all options of the source end up in what it writes. */
  boolean takesAllOptions() {
    return WHOLE.contains(this);
  }

  /** The name in cards: {@code negate-gradients}. */
  public String id() {
    return Ids.of(this);
  }

  /** What is done, as an instruction. */
  public Text text() {
    return new Text(en, zh);
  }

  /** The rewrite of that id; the error of an unknown one lists them all. */
  @JsonCreator
  public static Rewrite of(String id) {
    return Ids.find(values(), id);
  }
}
