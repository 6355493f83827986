package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.python.Call;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What of a MindSpore training has no counterpart in torch, or none that could be written here. */
public final class FrameworkLoop implements Rule {
  private static final Text LOOP =
      new Text(
          "torch has no training loop of its own: write zero_grad(), the loss, backward() and step()"
              + " in a loop over the data",
          "torch 没有自带的训练循环：请在遍历数据的循环中写 zero_grad()、损失、backward() 和 step()");
  private static final Text UPDATE =
      new Text(
          "the gradients do not come from a value_and_grad function that is used for this alone; in"
              + " torch backward() puts them into the parameters and step() reads them there",
          "梯度并非来自仅用于此处的 value_and_grad 函数；在 torch 中由 backward() 写入参数、由 step() 读取");
  private static final Text GRADIENT =
      new Text(
          "gradients as values: in torch call the forward function and backward() of its loss",
          "以返回值形式取得梯度：在 torch 中请调用前向函数并对损失调用 backward()");
  private static final Text SCALING =
      new Text(
          "loss scaling is not ported: in float32 it can be left out, else use torch.amp.GradScaler",
          "不移植损失缩放：float32 下可以省去，否则请用 torch.amp.GradScaler");
  private static final Text CLIPPING =
      new Text(
          "MindSpore clips gradients as values by its own formula; clip_grad_norm_ of torch divides by"
              + " the norm plus 1e-6",
          "MindSpore 按自己的公式裁剪作为返回值的梯度；torch 的 clip_grad_norm_ 除以范数加 1e-6");
  private static final Text SCHEDULE =
      new Text(
          "MindSpore's rates are functions of the step; torch's schedulers multiply the optimizer's"
              + " rate: give the rates to LambdaLR",
          "MindSpore 的学习率是步数的函数；torch 的调度器是对优化器的学习率做乘法：请把学习率交给 LambdaLR");
  private static final Text STATE =
      new Text(
          "torch saves an optimizer with state_dict() and loads it with load_state_dict()",
          "torch 用 state_dict() 保存优化器、用 load_state_dict() 加载");
  private static final Text RATE_READ =
      new Text(
          "torch keeps the rate in param_groups[i][\"lr\"]",
          "torch 把学习率保存在 param_groups[i][\"lr\"] 中");
  private static final Text OTHER = new Text("this use is not understood", "无法理解此用法");

  /** Calls that torch's optimizers and tensors have as well. */
  private static final Set<String> SAME =
      Set.of(
          "zero_grad",
          "backward",
          "step",
          "clip_grad_norm_",
          "clip_grad_value_",
          "add_param_group");

  @Override
  public void apply(FilePort port) {
    for (Facing facing : port.plans().survey().facings(port.file())) {
      boolean same = name(facing).filter(SAME::contains).isPresent();
      if (!port.isSettled(facing.node()) && same) {
        port.kept(this, facing.node(), facing.construct(), Sentences.SAME);
      } else if (!port.isSettled(facing.node()) && !isConstruction(facing)) {
        port.refused(this, facing.node(), facing.construct(), why(facing));
      }
    }
  }

  private static Optional<String> name(Facing facing) {
    return Call.of(facing.node()).map(Call::name);
  }

  /** Constructions that stay have been decided on, or are of another package. */
  private static boolean isConstruction(Facing facing) {
    return facing.construct() == Construct.OPTIMIZER;
  }

  private static Text why(Facing facing) {
    Optional<String> name = name(facing);
    boolean loop = name.filter(List.of("Model", "train", "fit")::contains).isPresent();
    return switch (facing.construct()) {
      case STEP -> loop || name.filter(n -> n.startsWith("Train")).isPresent() ? LOOP : UPDATE;
      case BACKWARD -> GRADIENT;
      case AMP -> SCALING;
      case CLIP -> CLIPPING;
      case SCHEDULER -> SCHEDULE;
      case STATE -> STATE;
      case LR_READ -> RATE_READ;
      default -> OTHER;
    };
  }
}
