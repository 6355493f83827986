package dev.lockstep.core.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.lockstep.core.Lines;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AsgdRuleTest {
  /** By hand, with eta = 0.5 and lambd = 1: half of the parameter and half of the gradient. */
  @Test
  void whatIsLongerThanARunEndsWhereItEnds() {
    AsgdRule.H h = new AsgdRule.H();
    h.eta = 0.5;
    h.lambd = 1;
    int from = 3;
    int to = from + Lines.RUN + 5;
    float[] p = new float[to + 2];
    float[] g = new float[p.length];
    float[][] s = new float[1][p.length];
    Arrays.fill(p, 4);
    Arrays.fill(g, 2);
    float[] stepped = p.clone();
    float[] average = new float[p.length];
    Arrays.fill(stepped, from, to, 1);
    Arrays.fill(average, from, to, 1);

    new AsgdRule().update(h, p, g, s, from, to);

    assertArrayEquals(stepped, p);
    assertArrayEquals(average, s[0]);
  }
}
