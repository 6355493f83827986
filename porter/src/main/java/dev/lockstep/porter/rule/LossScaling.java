package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;

/** Mixed precision: gradient scalers and autocast. */
public final class LossScaling implements Rule {
  private static final Text SCALING =
      new Text(
          "loss scaling and autocast are not ported; in float32 they can be left out",
          "不移植损失缩放和 autocast；在 float32 下可以省去");

  @Override
  public void apply(FilePort port) {
    port.open(Construct.AMP)
        .toList()
        .forEach(facing -> port.refused(this, facing.node(), Construct.AMP, SCALING));
  }
}
