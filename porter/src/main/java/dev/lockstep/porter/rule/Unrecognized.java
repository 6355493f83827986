package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;

/**
 * What faces an optimizer and no other rule has decided on: so that nothing is left out in silence.
 */
public final class Unrecognized implements Rule {
  private static final Text NOT_UNDERSTOOD = new Text("this use is not understood", "无法理解此用法");

  @Override
  public void apply(FilePort port) {
    port.plans().survey().facings(port.file()).stream()
        .filter(facing -> !port.isSettled(facing.node()))
        .forEach(facing -> port.refused(this, facing.node(), facing.construct(), NOT_UNDERSTOOD));
  }
}
