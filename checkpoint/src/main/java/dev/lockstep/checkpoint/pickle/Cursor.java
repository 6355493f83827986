package dev.lockstep.checkpoint.pickle;

import dev.lockstep.checkpoint.CheckpointException;
import dev.lockstep.checkpoint.Rule;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle, read one after the other; an end that comes early is a refusal. */
final class Cursor {
  private static final int LONGEST_NAME = 256;

  private final ByteBuffer bytes;

  Cursor(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  int position() {
    return bytes.position();
  }

  boolean atEnd() {
    return !bytes.hasRemaining();
  }

  int unsignedByte() {
    need(1);
    return bytes.get() & 0xff;
  }

  int unsignedShort() {
    need(2);
    return bytes.getShort() & 0xffff;
  }

  int signedInt() {
    need(4);
    return bytes.getInt();
  }

  long unsignedInt() {
    return signedInt() & 0xffff_ffffL;
  }

  double bigEndianDouble() {
    need(8);
    return Double.longBitsToDouble(Long.reverseBytes(bytes.getLong()));
  }

  /** A little-endian number in two's complement; no byte at all is 0. */
  BigInteger whole(int length) {
    byte[] digits = take(length);
    for (int i = 0; i < length / 2; i++) {
      byte low = digits[i];
      digits[i] = digits[length - 1 - i];
      digits[length - 1 - i] = low;
    }
    return length == 0 ? BigInteger.ZERO : new BigInteger(digits);
  }

  String text(long length) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(take(length))).toString();
    } catch (CharacterCodingException e) {
      throw broken("a text is not UTF-8");
    }
  }

  /** A name that ends with the line. */
  String line() {
    int start = bytes.position();
    while (unsignedByte() != '\n') {
      if (bytes.position() - start > LONGEST_NAME) {
        throw broken("a name is longer than " + LONGEST_NAME + " bytes");
      }
    }
    int length = bytes.position() - 1 - start;
    bytes.position(start);
    String line = text(length);
    bytes.get();
    return line;
  }

  CheckpointException broken(String detail) {
    return refuse(Rule.PICKLE_BROKEN, detail);
  }

  CheckpointException refuse(Rule rule, String detail) {
    return new CheckpointException(rule, "byte " + position() + " of the pickle: " + detail);
  }

  private byte[] take(long length) {
    need(length);
    byte[] taken = new byte[(int) length];
    bytes.get(taken);
    return taken;
  }

  private void need(long length) {
    if (length > bytes.remaining()) {
      throw broken("%s bytes are to follow, there are %s".formatted(length, bytes.remaining()));
    }
  }
}
