package dev.lockstep.core.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * Against IEEE operations, which are correctly rounded themselves, and against BigDecimal to 60
 * digits: no double in reach of a random search lies within 10^-40 ulp of a tie.
 */
class CorrectlyRoundedProperties {
  private static final MathContext DIGITS = new MathContext(60);

  @Property
  void theSquareIsTheProduct(@ForAll("positive") double x) {
    assertBits(x * x, CorrectlyRounded.pow(x, 2));
    assertBits(x * x, CorrectlyRounded.pow(-x, 2));
  }

  @Property
  void powersOneAndMinusOneAreTheNumberAndItsReciprocal(@ForAll("positive") double x) {
    assertBits(x, CorrectlyRounded.pow(x, 1));
    assertBits(1 / x, CorrectlyRounded.pow(x, -1));
    assertBits(-1 / x, CorrectlyRounded.pow(-x, -1));
  }

  @Property
  void powerOneHalfIsTheSquareRoot(@ForAll("positive") double x) {
    assertBits(Math.sqrt(x), CorrectlyRounded.pow(x, 0.5));
  }

  @Property
  void powersOfTwoAreExact(@ForAll @IntRange(min = -1080, max = 1030) int e) {
    assertBits(Math.scalb(1.0, e), CorrectlyRounded.pow(2, e));
    assertBits(Math.scalb(1.0, e), CorrectlyRounded.pow(0.25, -0.5 * e));
  }

  @Property
  void integerPowersAreTheExactProductRounded(
      @ForAll("nearOne") double x, @ForAll @IntRange(min = -64, max = 64) int n) {
    BigDecimal exact = new BigDecimal(x).pow(Math.abs(n));
    BigDecimal power = n < 0 ? BigDecimal.ONE.divide(exact, DIGITS) : exact;
    assertBits(power.doubleValue(), CorrectlyRounded.pow(x, n));
  }

  @Property
  void shortMantissasRoundTheirExactPowers(
      @ForAll @IntRange(min = 1, max = 4095) int m, @ForAll @IntRange(min = 1, max = 80) int n) {
    assertBits(BigDecimal.valueOf(m).pow(n).doubleValue(), CorrectlyRounded.pow(m, n));
  }

  @Property
  void powersOfBetasAreTheExactProductRounded(
      @ForAll("betas") double beta, @ForAll @IntRange(min = 1, max = 1000) int t) {
    BigDecimal power = BigDecimalMath.pow(new BigDecimal(beta), BigDecimal.valueOf(t), DIGITS);
    assertBits(power.doubleValue(), CorrectlyRounded.pow(beta, t));
  }

  @Property
  void powersAgreeWithBigDecimal(@ForAll("positive") double x, @ForAll("ordinary") double y) {
    double z = y * Math.log(x);
    Assume.that(Math.abs(z) < 760);
    BigDecimal power = BigDecimalMath.pow(new BigDecimal(x), new BigDecimal(y), DIGITS);
    assertBits(power.doubleValue(), CorrectlyRounded.pow(x, y));
  }

  @Property
  void exponentialsAgreeWithBigDecimal(@ForAll("exponents") double x) {
    double expected = BigDecimalMath.exp(new BigDecimal(x), DIGITS).doubleValue();
    assertBits(expected, CorrectlyRounded.exp(x));
    assertBits(expected, x == 0 ? 1 : Certain.exp(x));
  }

  @Property
  void logarithmsAgreeWithBigDecimal(@ForAll("positive") double x) {
    double expected = BigDecimalMath.log(new BigDecimal(x), DIGITS).doubleValue();
    assertBits(expected, CorrectlyRounded.log(x));
    assertBits(expected, x == 1 ? 0 : Certain.log(x));
  }

  @Property
  void sinesAndCosinesAgreeWithBigDecimal(@ForAll("angles") double x) {
    // as many digits more as the angle has before its point
    MathContext digits = new MathContext(60 + Math.max(0, Math.getExponent(x)) / 3);
    double sine = BigDecimalMath.sin(new BigDecimal(x), digits).doubleValue();
    double cosine = BigDecimalMath.cos(new BigDecimal(x), digits).doubleValue();
    assertBits(sine, CorrectlyRounded.sin(x));
    assertBits(cosine, CorrectlyRounded.cos(x));
    assertBits(sine, x == 0 ? 0 : Certain.sine(x, 0));
    assertBits(cosine, x == 0 ? 1 : Certain.sine(x, 1));
  }

  @Property
  void theSineIsOddAndTheCosineEven(@ForAll("angles") double x) {
    assertBits(-CorrectlyRounded.sin(x), CorrectlyRounded.sin(-x));
    assertBits(CorrectlyRounded.cos(x), CorrectlyRounded.cos(-x));
  }

  @Property
  void expLogAndPowNeverFallWhenTheArgumentRises(@ForAll("positive") double x) {
    double up = Math.nextUp(x);
    assertOrdered(CorrectlyRounded.exp(x), CorrectlyRounded.exp(up));
    assertOrdered(CorrectlyRounded.log(x), CorrectlyRounded.log(up));
    assertOrdered(CorrectlyRounded.pow(x, 0.3), CorrectlyRounded.pow(up, 0.3));
    assertOrdered(CorrectlyRounded.pow(0.3, up), CorrectlyRounded.pow(0.3, x));
  }

  /** The bound that the rounding test relies on, with a reserve of 2^6. */
  @Property
  void theFastPathsStayWellBelowTheirErrorBound(
      @ForAll("positive") double x,
      @ForAll("exponents") double z,
      @ForAll("smallAngles") double a) {
    assertNear(BigDecimalMath.log(new BigDecimal(x), DIGITS), FastLog::times, x);
    assertNear(BigDecimalMath.sin(new BigDecimal(a), DIGITS), (s, v, e) -> FastSine.of(v, 0, e), a);
    assertNear(BigDecimalMath.cos(new BigDecimal(a), DIGITS), (s, v, e) -> FastSine.of(v, 1, e), a);
    int n = (int) Math.rint(z * 4096 / Math.log(2));
    BigDecimal two = BigDecimal.valueOf(2);
    BigDecimal scaled =
        BigDecimalMath.exp(new BigDecimal(z), DIGITS)
            .divide(two.pow(Math.floorDiv(n, 4096), DIGITS), DIGITS);
    assertNear(scaled, (s, v, e) -> FastExp.mantissa(n, v, 0, e), z);
  }

  private interface FastPath {
    double give(double factor, double x, Ending ending);
  }

  private static void assertNear(BigDecimal expected, FastPath path, double x) {
    double off =
        path.give(
            1,
            x,
            (hi, lo) ->
                new BigDecimal(hi).add(new BigDecimal(lo)).subtract(expected).doubleValue()
                    / (expected.signum() == 0 ? 1 : expected.doubleValue()));
    boolean refused = Double.isNaN(off);
    assertEquals(true, refused || Math.abs(off) <= Ending.ERROR / 64, () -> x + ": " + off);
  }

  @Provide
  Arbitrary<Double> positive() {
    return Arbitraries.oneOf(
        Arbitraries.longs().between(1, 0x7fefffffffffffffL).map(Double::longBitsToDouble),
        Arbitraries.longs().between(1, 1L << 52).map(Double::longBitsToDouble),
        nearOne(),
        betas());
  }

  /** 1 + d, d of any size below 1/2. */
  @Provide
  Arbitrary<Double> nearOne() {
    return ordinary().map(v -> 1 + Math.scalb(v % 1, -1)).filter(v -> v > 0.5);
  }

  @Provide
  Arbitrary<Double> betas() {
    return Arbitraries.oneOf(
        Arbitraries.of(0.9, 0.99, 0.999, 0.9999, 0.5, 0.95, 0.98, 0.96, 0.1, (double) 0.9f),
        Arbitraries.integers().between(1, 9999).map(i -> i / 10000.0));
  }

  /** Both signs, magnitudes 2^-60 to 2^9 in equal shares. */
  @Provide
  Arbitrary<Double> ordinary() {
    return magnitudes(-60, 9);
  }

  @Provide
  Arbitrary<Double> exponents() {
    return magnitudes(-60, 9).filter(v -> v > -745 && v < 709);
  }

  @Provide
  Arbitrary<Double> smallAngles() {
    return magnitudes(-26, 16);
  }

  @Provide
  Arbitrary<Double> angles() {
    Arbitrary<Double> quarters =
        Arbitraries.integers().between(-100000, 100000).map(i -> i * (Math.PI / 2));
    return Arbitraries.oneOf(smallAngles(), quarters, magnitudes(-60, 200));
  }

  private static Arbitrary<Double> magnitudes(int least, int most) {
    return Arbitraries.longs()
        .map(v -> Double.longBitsToDouble((v & 0x800fffffffffffffL) | 0x3ff0000000000000L))
        .flatMap(m -> Arbitraries.integers().between(least, most).map(e -> Math.scalb(m, e)));
  }

  private static void assertOrdered(double low, double high) {
    assertEquals(true, low <= high, () -> low + " <= " + high);
  }

  private static void assertBits(double expected, double actual) {
    assertEquals(Double.toHexString(expected), Double.toHexString(actual));
  }
}
