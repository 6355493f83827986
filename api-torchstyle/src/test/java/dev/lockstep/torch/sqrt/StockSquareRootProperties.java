package dev.lockstep.torch.sqrt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class StockSquareRootProperties {
  private static final SquareRoot STOCK = new StockSquareRoot();

  @Property
  void aFactorFourDoublesTheRootOfAFloat(
      @ForAll @IntRange(min = 0x00800000, max = 0x7e7ff000) int bits) {
    float x = Float.intBitsToFloat(bits);
    assertEquals(2 * STOCK.sqrt(x), STOCK.sqrt(4 * x));
  }

  @Property
  void aFactorFourDoublesTheRootOfADouble(
      @ForAll @LongRange(min = 0x0010000000000000L, max = 0x7fafffffffffffffL) long bits) {
    double x = Double.longBitsToDouble(bits);
    assertEquals(2 * STOCK.sqrt(x), STOCK.sqrt(4 * x));
  }

  @Property
  void theRootIsWithinOneUlpOfTheTrueOne(
      @ForAll @IntRange(min = 0, max = 0x7f800000) int bits,
      @ForAll @LongRange(min = 0, max = 0x7ff0000000000000L) long wideBits) {
    float x = Float.intBitsToFloat(bits);
    int off = Float.floatToIntBits(STOCK.sqrt(x)) - Float.floatToIntBits((float) Math.sqrt(x));
    double wide = Double.longBitsToDouble(wideBits);
    long wideOff =
        Double.doubleToLongBits(STOCK.sqrt(wide)) - Double.doubleToLongBits(Math.sqrt(wide));
    assertTrue(Math.abs(off) <= 1 && Math.abs(wideOff) <= 1, () -> x + " and " + wide);
  }
}
