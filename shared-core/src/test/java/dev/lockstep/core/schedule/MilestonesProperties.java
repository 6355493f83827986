package dev.lockstep.core.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class MilestonesProperties {
  @Property
  void inAscendingMilestonesThoseUpToTheStepAreCounted(
      @ForAll @Size(max = 8) List<@IntRange(max = 20) Integer> values,
      @ForAll @IntRange(min = -1, max = 21) int step) {
    Milestones milestones = new Milestones(values.stream().sorted().toList());
    long expected = values.stream().filter(milestone -> milestone <= step).count();
    assertEquals(expected, milestones.countUpTo(step));
  }
}
