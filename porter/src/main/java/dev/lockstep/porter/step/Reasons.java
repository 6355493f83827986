package dev.lockstep.porter.step;

import dev.lockstep.mapping.Text;

/** Why a step is left as it is. */
final class Reasons {
  static final Text CLOSURE =
      new Text(
          "step() is given a closure; MindSpore's optimizers take gradients",
          "step() 传入了闭包；MindSpore 的优化器接收的是梯度");
  static final Text ITEM =
      new Text(
          "its optimizer is an item of a dictionary or a list, and items are not told apart here: give each"
              + " optimizer a variable of its own, and step that",
          "其优化器是字典或列表中的一项，此处无法区分各项：请为每个优化器使用单独的变量，并对该变量调用 step()");
  static final Text STEP_RESULT =
      new Text(
          "the result of step() is used, or step() is part of a larger expression",
          "使用了 step() 的返回值，或 step() 是更大表达式的一部分");
  static final Text BACKWARD_RESULT =
      new Text("backward() is part of a larger expression", "backward() 是更大表达式的一部分");
  static final Text BACKWARD_ARGUMENTS =
      new Text("backward() is given a gradient", "backward() 传入了梯度参数");
  static final Text BACKWARD_INPUTS =
      new Text(
          "backward(inputs=...) names parameters of which it cannot be seen whether they are all of"
              + " the optimizer's",
          "backward(inputs=...) 指定了参数，无法看出它们是否为优化器的全部参数");
  static final Text BACKWARD_OF_LIBRARY =
      new Text(
          "backward(loss) is a method of another library's object, which scales and accumulates in ways"
              + " that cannot be seen here",
          "backward(loss) 是其他库对象的方法，其缩放与累加方式在此处不可见");
  static final Text BACKWARD_ELSEWHERE =
      new Text(
          "backward() is not in the same block as step(): the gradients of several rounds, or of"
              + " another function, go into one step",
          "backward() 与 step() 不在同一代码块中：一步中使用了多轮或其他函数的梯度");
  static final Text SHARED_BACKWARD =
      new Text("two optimizers step on one backward pass", "两个优化器共用一次反向传播");
  static final Text SCALED =
      new Text(
          "the loss is scaled or the forward pass is cast to another type", "损失经过缩放，或前向计算使用了混合精度");
  static final Text ZERO_GRAD_ELSEWHERE =
      new Text(
          "the gradients are not cleared in the same block, so several backward passes may add up",
          "梯度没有在同一代码块中清零，多次反向传播的梯度可能累加");
  static final Text CLEARED_BEFORE_STEP =
      new Text(
          "the gradients are cleared between backward() and step()",
          "梯度在 backward() 与 step() 之间被清零");
  static final Text SEVERAL_BACKWARDS =
      new Text(
          "several backward passes add up in one step, or the loss reaches back over another step",
          "一步中累加了多次反向传播，或损失依赖于另一步之前的计算");
  static final Text CLIP_CONDITIONAL =
      new Text("the gradients are clipped under a condition", "梯度裁剪带有条件");
  static final Text CLIP_RESULT =
      new Text("the norm that clipping returns is used", "使用了梯度裁剪返回的范数");
  static final Text CLIP_ARGUMENTS =
      new Text("clipping is given arguments that have no counterpart", "梯度裁剪的参数没有对应项");
  static final Text CLIP_OWN =
      new Text(
          "the gradients are clipped by a function of the script or of another library",
          "梯度由脚本自己的或其他库的函数裁剪");
  static final Text CLIP_OTHERS =
      new Text("clipping covers other parameters than the optimizer's", "裁剪的参数与优化器的参数不同");
  static final Text READS_GRAD =
      new Text(
          "the code reads or writes .grad; MindSpore keeps no gradient in the parameters",
          "代码读写 .grad；MindSpore 的参数中不保存梯度");
  static final Text FORGETS_GRAD =
      new Text(
          "a gradient is set to None, so that torch's step leaves its parameter as it is; MindSpore's optimizers"
              + " update all of theirs: give it an optimizer of its own, called only where it is to step",
          "某个梯度被设为 None，torch 的更新会跳过该参数；MindSpore 的优化器会更新其全部参数：请为它单独构建优化器，仅在需要更新时调用");
  static final Text GRAD_OF_OTHERS =
      new Text(
          "gradients of other parameters than the optimizer's are used: ask value_and_grad for those of their"
              + " model, and hand the optimizer what it is to take",
          "用到了优化器参数之外的梯度：请让 value_and_grad 给出其所属模型的梯度，再把应更新的梯度交给优化器");
  static final Text ONE_OF_SEVERAL =
      new Text(
          "several optimizers step in a loop with the gradients of one pass: take the gradients of all their"
              + " parameters, and hand each optimizer its own",
          "多个优化器在循环中共用一次反向传播的梯度：请对全部参数求梯度，再把各自的梯度交给每个优化器");
  static final Text LOSS_ELSEWHERE =
      new Text(
          "the loss is computed outside of the block of its backward()",
          "损失在 backward() 所在代码块之外计算");
  static final Text LOSS_BEFORE_OPTIMIZER =
      new Text(
          "a part of the loss may be computed before its optimizer is made", "损失的一部分可能在创建优化器之前计算");
  static final Text LEAVES =
      new Text(
          "a statement that computes the loss leaves the block (return, break, yield)",
          "计算损失的语句会跳出代码块（return、break、yield）");

  private Reasons() {}
}
