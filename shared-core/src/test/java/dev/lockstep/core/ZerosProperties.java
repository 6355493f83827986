package dev.lockstep.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Every array is new and has the size that was asked for, in whatever order sizes are. */
class ZerosProperties {
  @Property
  void noArrayIsHandedOutTwice(
      @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 20_000) Integer> sizes,
      @ForAll @IntRange(min = 1, max = 70) int times) {
    Set<float[]> all = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int size : sizes) {
      for (int i = 0; i < times; i++) {
        float[] zeros = Zeros.floats(size);
        assertTrue(all.add(zeros), size + " for the second time");
        assertArrayEquals(new float[size], zeros);
        Arrays.fill(zeros, 1);
      }
    }
  }
}
