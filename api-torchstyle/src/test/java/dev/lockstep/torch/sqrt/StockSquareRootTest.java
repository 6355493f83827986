package dev.lockstep.torch.sqrt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class StockSquareRootTest {
  private static final SquareRoot STOCK = new StockSquareRoot();
  private static final SquareRoot IEEE = new IeeeSquareRoot();
  private static final int ONE = 0x3f800000;
  private static final int GREATEST_STOCK = 0x7f7ff000;

  /** The hash that the recording of torch 2.15.0 (goldens, sqrt) states for its unpacked bytes. */
  private static final String RECORDED_SHA256 =
      "96921b96f8f7895b865053ed96098280ad72e00c75409db505462d42b9a539be";

  @Test
  void theDistancesFromTheTrueRootsOfAllFloatsFromOneToFourAreThoseRecordedFromTorch()
      throws NoSuchAlgorithmException {
    byte[] packed = new byte[1 << 22];
    for (int k = 0; k < 1 << 24; k++) {
      packed[k / 4] |= (byte) ((distance(ONE + k) + 1) << (2 * (k % 4)));
    }
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(packed);
    assertEquals(RECORDED_SHA256, HexFormat.of().formatHex(hash));
  }

  @Test
  void doublesGiveTheBitsRecordedFromTorch() {
    for (String line : recorded()) {
      String[] xRoot = line.split("\t", -1);
      double x = Double.longBitsToDouble(Long.parseUnsignedLong(xRoot[0], 16));
      String root = HexFormat.of().toHexDigits(Double.doubleToRawLongBits(STOCK.sqrt(x)));
      assertEquals(xRoot[1], root, () -> "root of " + x);
    }
  }

  @Test
  void subnormalFloatsHaveTheTrueRoot() {
    for (int bits = 1; bits < 0x00800000; bits += 997) {
      assertEquals(0, distance(bits));
    }
  }

  @Test
  void floatsAboveTheFastRangeHaveTheTrueRootAndOneBelowHasNot() {
    for (int bits = GREATEST_STOCK + 1; bits <= 0x7f800000; bits++) {
      assertEquals(0, distance(bits));
    }
    assertEquals(1, distance(GREATEST_STOCK - 1));
  }

  @Test
  void specialValuesAreThoseOfIeee() {
    float[] special = {
      0f, -0f, -1f, -Float.MIN_VALUE, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, Float.NaN
    };
    for (float x : special) {
      assertEquals(IEEE.sqrt(x), STOCK.sqrt(x));
      assertEquals(IEEE.sqrt((double) x), STOCK.sqrt((double) x));
    }
    assertEquals(-0.0, STOCK.sqrt(-0.0));
    assertEquals(Double.NaN, STOCK.sqrt(-1.0));
  }

  @Test
  void theCorrectRootOfAFloatIsRoundedOnce() {
    assertEquals(1.4142135f, IEEE.sqrt(2f));
    assertEquals(Math.sqrt(2), IEEE.sqrt(2.0));
  }

  private static int distance(int bits) {
    float x = Float.intBitsToFloat(bits);
    return Float.floatToRawIntBits(STOCK.sqrt(x)) - Float.floatToRawIntBits(IEEE.sqrt(x));
  }

  private static List<String> recorded() {
    InputStream in = StockSquareRootTest.class.getResourceAsStream("stock.f64.tsv");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      return lines.lines().filter(l -> !l.startsWith("#")).toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
