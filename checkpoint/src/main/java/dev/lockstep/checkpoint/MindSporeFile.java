package dev.lockstep.checkpoint;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * MindSpore's checkpoints ({@code save_checkpoint}): one protobuf message a tensor, {@code
 * Checkpoint { value { tag, tensor { dims, tensor_type, tensor_content } } }}, big tensors in
 * slices of the same tag, and at the end, if asked for, {@code crc_num} and ten bytes. Source:
 * MindSpore 2.10, {@code train/serialization.py}.
 *
 * @param values tensors ({@link Value.Array}) and texts ({@link Value.Text}) by name
 * @param verified true if the file had a checksum, and it fitted; without one, damage cannot be
 *     seen
 */
public record MindSporeFile(Map<String, Value> values, boolean verified) {
  private static final byte[] CRC_TAG = "crc_num".getBytes(StandardCharsets.US_ASCII);
  private static final int CRC_BYTES = 10;
  private static final int SLICE = 512 << 20;
  private static final Charset UTF_32LE = Charset.forName("UTF-32LE");

  // Field numbers of mindspore/ccsrc/utils/checkpoint.proto.
  private static final int CHECKPOINT_VALUE = 1;
  private static final int VALUE_TAG = 1;
  private static final int VALUE_TENSOR = 2;
  private static final int TENSOR_DIMS = 1;
  private static final int TENSOR_TYPE = 2;
  private static final int TENSOR_CONTENT = 3;

  /** A tensor, or a slice of one. */
  private record Piece(String tag, List<Long> dims, String type, ByteString content) {}

  /**
   * The values of a checkpoint.
   *
   * @throws CheckpointException ckpt-structure, ckpt-crc, element-type, tensor-bounds
   */
  public static MindSporeFile read(byte[] file) {
    boolean sealed = hasCrc(file);
    int length = sealed ? file.length - CRC_TAG.length - CRC_BYTES : file.length;
    if (sealed) {
      checkCrc(file, length);
    }
    try {
      return new MindSporeFile(joined(pieces(file, length)), sealed);
    } catch (IOException e) {
      throw broken(String.valueOf(e.getMessage()));
    }
  }

  private static boolean hasCrc(byte[] file) {
    int start = file.length - CRC_TAG.length - CRC_BYTES;
    return start >= 0
        && Arrays.equals(file, start, start + CRC_TAG.length, CRC_TAG, 0, CRC_TAG.length);
  }

  private static void checkCrc(byte[] file, int length) {
    CRC32 crc = new CRC32();
    crc.update(file, 0, length);
    BigInteger recorded = new BigInteger(1, file, file.length - CRC_BYTES, CRC_BYTES);
    if (!recorded.equals(BigInteger.valueOf(crc.getValue()))) {
      throw new CheckpointException(
          Rule.CKPT_CRC,
          "the file is damaged: checksum %08x, recorded %s"
              .formatted(crc.getValue(), recorded.toString(16)));
    }
  }

  private static List<Piece> pieces(byte[] file, int length) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(file, 0, length);
    List<Piece> pieces = new ArrayList<>();
    while (!in.isAtEnd()) {
      expect(in.readTag(), CHECKPOINT_VALUE, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      pieces.add(piece(in.readBytes().newCodedInput()));
    }
    return pieces;
  }

  private static Piece piece(CodedInputStream in) throws IOException {
    expect(in.readTag(), VALUE_TAG, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    String tag = in.readStringRequireUtf8();
    expect(in.readTag(), VALUE_TENSOR, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    CodedInputStream tensor = in.readBytes().newCodedInput();
    if (!in.isAtEnd()) {
      throw broken("something follows the tensor of '" + tag + "'");
    }
    return tensor(tag, tensor);
  }

  private static Piece tensor(String tag, CodedInputStream in) throws IOException {
    List<Long> dims = new ArrayList<>();
    int field = in.readTag();
    while (field == tagOf(TENSOR_DIMS, WireFormat.WIRETYPE_VARINT)) {
      dims.add(in.readInt64());
      field = in.readTag();
    }
    expect(field, TENSOR_TYPE, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    String type = in.readStringRequireUtf8();
    expect(in.readTag(), TENSOR_CONTENT, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    ByteString content = in.readBytes();
    if (!in.isAtEnd()) {
      throw broken("something follows the content of '" + tag + "'");
    }
    return new Piece(tag, dims, type, content);
  }

  private static void expect(int tag, int field, int wire) {
    if (tag != tagOf(field, wire)) {
      throw broken("field %s was expected, the file has tag %s".formatted(field, tag));
    }
  }

  private static int tagOf(int field, int wire) {
    return field << 3 | wire;
  }

  private static Map<String, Value> joined(List<Piece> pieces) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (int i = 0; i < pieces.size(); ) {
      Piece first = pieces.get(i);
      ByteString content = first.content();
      for (i++; i < pieces.size() && pieces.get(i).tag().equals(first.tag()); i++) {
        content = content.concat(pieces.get(i).content());
      }
      if (values.put(first.tag(), value(first, content)) != null) {
        throw broken("'" + first.tag() + "' comes twice");
      }
    }
    return values;
  }

  private static Value value(Piece piece, ByteString content) {
    if (piece.type().equals("str")) {
      return new Value.Text(content.toString(UTF_32LE));
    }
    ElementType type =
        ElementType.ofMindSpore(piece.type())
            .orElseThrow(
                () ->
                    new CheckpointException(
                        Rule.ELEMENT_TYPE,
                        "'%s' has the unknown type %s".formatted(piece.tag(), piece.type())));
    boolean scalar = piece.dims().equals(List.of(0L));
    List<Long> shape = scalar ? List.of() : piece.dims();
    return Value.Array.of(StoredTensor.of(type, shape, content.toByteArray()));
  }

  private static CheckpointException broken(String detail) {
    return new CheckpointException(Rule.CKPT_STRUCTURE, "no checkpoint of MindSpore: " + detail);
  }

  /** The bytes of a checkpoint with these values; {@code crc} adds the checksum. */
  public byte[] write(boolean crc) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    values.forEach((name, value) -> put(bytes, name, value));
    if (crc) {
      CRC32 sum = new CRC32();
      sum.update(bytes.toByteArray());
      bytes.writeBytes(CRC_TAG);
      byte[] number = new byte[CRC_BYTES];
      ByteBuffer.wrap(number).putLong(CRC_BYTES - Long.BYTES, sum.getValue());
      bytes.writeBytes(number);
    }
    return bytes.toByteArray();
  }

  private static void put(ByteArrayOutputStream out, String name, Value value) {
    if (value instanceof Value.Text text) {
      put(out, new Piece(name, List.of(0L), "str", ByteString.copyFrom(text.value(), UTF_32LE)));
    } else if (value instanceof Value.Array array) {
      StoredTensor tensor = array.tensor();
      ByteString content = ByteString.copyFrom(tensor.bytes());
      int from = 0;
      do {
        int to = (int) Math.min(content.size(), (long) from + SLICE);
        put(
            out,
            new Piece(
                name, tensor.shape(), tensor.type().mindSporeName(), content.substring(from, to)));
        from = to;
      } while (from < content.size());
    } else {
      throw new CheckpointException(
          Rule.NOT_EXPRESSIBLE,
          "a MindSpore checkpoint holds tensors and texts, not '" + name + "'");
    }
  }

  private static void put(ByteArrayOutputStream out, Piece piece) {
    byte[] tensor =
        message(
            coded -> {
              for (long dim : piece.dims()) {
                coded.writeInt64(TENSOR_DIMS, dim);
              }
              coded.writeString(TENSOR_TYPE, piece.type());
              coded.writeBytes(TENSOR_CONTENT, piece.content());
            });
    byte[] value =
        message(
            coded -> {
              coded.writeString(VALUE_TAG, piece.tag());
              coded.writeByteArray(VALUE_TENSOR, tensor);
            });
    out.writeBytes(message(coded -> coded.writeByteArray(CHECKPOINT_VALUE, value)));
  }

  private interface Fields {
    void write(CodedOutputStream coded) throws IOException;
  }

  private static byte[] message(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream coded = CodedOutputStream.newInstance(bytes);
    try {
      fields.write(coded);
      coded.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
