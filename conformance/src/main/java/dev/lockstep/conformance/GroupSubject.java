package dev.lockstep.conformance;

import static dev.lockstep.core.OptimizerOptions.LR;

import dev.lockstep.core.LiveNumber;
import dev.lockstep.core.ParamGroup;
import java.util.List;

/** An optimizer whose groups hold their rates, which a scheduler or the script assigns. */
abstract class GroupSubject implements Subject {
  private final List<ParamGroup> groups;

  GroupSubject(List<ParamGroup> groups) {
    this.groups = groups;
  }

  @Override
  public final double[] rates() {
    return groups.stream().mapToDouble(group -> group.get(LR)).toArray();
  }

  @Override
  public final void assignRates(double[] rates) {
    for (int i = 0; i < rates.length; i++) {
      if (groups.get(i).options().live(LR) instanceof LiveNumber tensor) {
        tensor.fill(rates[i]);
      } else {
        groups.get(i).set(LR, rates[i]);
      }
    }
  }

  @Override
  public final boolean ratesAreAssigned() {
    return true;
  }
}
