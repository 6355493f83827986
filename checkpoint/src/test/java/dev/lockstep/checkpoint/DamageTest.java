package dev.lockstep.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A damaged file is refused, or the damage lies where no value does. */
class DamageTest {
  @Test
  void everyFlippedBitOfATorchCheckpointIsDetectedOrLiesOutsideTheData() {
    assertTrue(refusedFlips("small.pt", TorchFile::read) > 0);
  }

  @Test
  void everyFlippedBitOfASealedMindSporeCheckpointIsDetected() {
    byte[] file = Recorded.file("sealed.ckpt");
    int crcName = file.length - 17;
    // A flip in the seal's own name leaves a file without seal that ends in rubbish: refused as
    // well.
    assertEquals(file.length * 8, refusedFlips("sealed.ckpt", MindSporeFile::read));
    assertEquals("crc_num", new String(file, crcName, 7, StandardCharsets.US_ASCII));
  }

  /** Flips each bit; what is still read must be equal. The number of refusals. */
  private static int refusedFlips(String name, Function<byte[], Object> reader) {
    byte[] file = Recorded.file(name);
    Object whole = reader.apply(file);
    int refused = 0;
    for (int bit = 0; bit < file.length * 8; bit++) {
      byte[] damaged = file.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      Optional<Object> read = readOrRefused(damaged, reader);
      int flipped = bit;
      read.ifPresent(value -> assertEquals(whole, value, () -> name + ", bit " + flipped));
      refused += read.isEmpty() ? 1 : 0;
    }
    return refused;
  }

  private static Optional<Object> readOrRefused(byte[] file, Function<byte[], Object> reader) {
    try {
      return Optional.of(reader.apply(file));
    } catch (CheckpointException e) {
      return Optional.empty();
    }
  }

  @Test
  void aFileCutAnywhereIsRefused() {
    assertCutsAreRefused(Recorded.file("small.pt"), TorchFile::read);
    assertCutsAreRefused(Recorded.file("sealed.ckpt"), DamageTest::sealed);
    SafetensorsFile tensors =
        new SafetensorsFile(
            Map.of("a", StoredTensor.scalar(0.5, ElementType.F64)), Map.of("k", "v"));
    assertCutsAreRefused(tensors.write(), SafetensorsFile::read);
  }

  /** A cut at a message's end leaves a whole file without seal: that it is unverified is said. */
  private static Object sealed(byte[] file) {
    MindSporeFile read = MindSporeFile.read(file);
    if (!read.verified()) {
      throw new CheckpointException(Rule.CKPT_CRC, "unverified");
    }
    return read;
  }

  private static void assertCutsAreRefused(byte[] file, Function<byte[], Object> reader) {
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      int at = length;
      assertThrows(CheckpointException.class, () -> reader.apply(cut), () -> "cut at byte " + at);
    }
  }
}
