package dev.lockstep.torch.sqrt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The x86 instruction {@code rsqrtps} of AMD processors: 1/sqrt(x) to 12 bits, as a staircase.
 *
 * <p>Its value depends on the lowest exponent bit and the first 12 mantissa bits of x, 8,192 cells
 * for x from 1 to 4, where it is q * 2^-13; a factor 4 in x halves it. From cell to cell q falls by
 * 0 to 3: the resource holds these steps, four cells a byte, lowest bits first, recorded by
 * conformance/record/rsqrt.c. Other makers' processors have other steps.
 *
 * <p>Threads: immutable.
 */
final class ReciprocalRoot {
  private static final String RESOURCE = "rsqrtps-amd.bin";
  private static final int CELLS = 8192;
  private static final int GREATEST = 8191;
  private static final int ONE = 0x3f800000;
  private static final int ONE_HALF = 0x3f000000;

  private final short[] cells;

  private ReciprocalRoot(byte[] steps) {
    this.cells = new short[CELLS];
    int q = GREATEST;
    for (int k = 0; k < CELLS; k++) {
      q -= (steps[k / 4] >> (2 * (k % 4))) & 3;
      cells[k] = (short) q;
    }
  }

  /** The shared table of AMD processors, read at the first call. */
  static ReciprocalRoot ofAmd() {
    return Amd.TABLE;
  }

  /** For the bits of a normal positive float. */
  float of(int bits) {
    // From 1 on, bit 24 and the bits above it count factors of 4, the 13 bits below them the cells.
    int fromOne = bits - ONE;
    int q = cells[(fromOne >> 11) & (CELLS - 1)];
    int halvings = fromOne >> 24;
    return Float.intBitsToFloat(ONE_HALF + ((q - CELLS / 2) << 11) - (halvings << 23));
  }

  /** For the bits of a normal positive double. */
  double of(long bits) {
    long fromOne = bits - Double.doubleToRawLongBits(1.0);
    int q = cells[(int) (fromOne >> 40) & (CELLS - 1)];
    long halvings = fromOne >> 53;
    return q * Double.longBitsToDouble(Double.doubleToRawLongBits(0x1p-13) - (halvings << 52));
  }

  private static final class Amd {
    private static final ReciprocalRoot TABLE = new ReciprocalRoot(read());
  }

  private static byte[] read() {
    try (InputStream in = ReciprocalRoot.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("resource missing from the jar: " + RESOURCE);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
