package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.plan.Texts;

/** Sentences that several rules say. */
final class Sentences {
  static final Text SAME = new Text("means the same on both sides", "两侧含义相同");

  static final Text OPTIMIZER_STAYS = new Text("its optimizer stays as it is", "其优化器保持不变");

  /** Of what clears gradients. */
  static final Text CLEARED =
      new Text(
          "not needed: the gradients are values, computed anew in each step", "不再需要：梯度是返回值，每步重新计算");

  /** Of what a scheduler keeps beside its count. */
  static final Text INNER =
      new Text(
          "this attribute of a scheduler has no counterpart that means the same",
          "调度器的该属性没有含义相同的对应项");

  static final Text FLOAT32 =
      new Text(
          "computes in float32 what torch computes in half precision",
          "torch 以半精度计算的部分改为以 float32 计算");

  private Sentences() {}

  static Text needsUnsafe(Text why) {
    return Texts.join(
        why,
        new Text(
            "made only with --unsafe, because it changes the numbers", "会改变数值，仅在使用 --unsafe 时改写"));
  }
}
