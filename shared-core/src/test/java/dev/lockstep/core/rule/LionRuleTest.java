package dev.lockstep.core.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class LionRuleTest {
  /** By hand, with beta1 = 0.5, beta2 = 0.75, lr = 0.25 and half of nothing decayed. */
  @Test
  void aStepIsAsLongAsTheRateWhateverTheGradient() {
    LionRule.H h = new LionRule.H();
    h.lr = 0.25;
    h.beta1 = 0.5;
    h.beta2 = 0.75;
    float[] p = {1, 1, 1};
    float[][] s = {{0, 4, 2}};

    new LionRule().update(h, p, new float[] {8, -1, -2}, s, 0, 3);

    assertArrayEquals(new float[] {0.75f, 0.75f, 1}, p);
    assertArrayEquals(new float[] {2, 2.75f, 1}, s[0]);
  }

  @Test
  void theSignIsThatOfTheSmallestNumberAndOfTheLargest() {
    LionRule.H h = new LionRule.H();
    h.lr = 0.25;
    h.beta1 = 0.5;
    float[] g = {2 * Float.MIN_VALUE, -Float.MAX_VALUE, Float.POSITIVE_INFINITY, -0f, Float.NaN};
    float[] p = new float[g.length];

    new LionRule().update(h, p, g, new float[1][g.length], 0, g.length);

    assertArrayEquals(new float[] {-0.25f, 0.25f, -0.25f, 0, Float.NaN}, p);
  }

  @Test
  void decayShrinksTheParameterByItself() {
    LionRule.H h = new LionRule.H();
    h.lr = 0.25;
    h.keep = 0.5;
    float[] p = {4};

    new LionRule().update(h, p, new float[] {1}, new float[1][1], 0, 1);

    assertArrayEquals(new float[] {1.75f}, p);
  }
}
