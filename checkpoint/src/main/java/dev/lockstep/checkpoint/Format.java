package dev.lockstep.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The formats, told apart by a file's first bytes, or by a name's ending. */
public enum Format {
  /** torch's zip. */
  TORCH("pt|pth|bin"),
  /** MindSpore's protobuf. */
  MINDSPORE("ckpt"),
  /** safetensors. */
  SAFETENSORS("safetensors");

  private static final String ZIP = "PK";
  private static final int MESSAGE = 0x0a; // field 1 of the first protobuf message
  private static final int JSON_START = 8;

  private final String endings;

  Format(String endings) {
    this.endings = endings;
  }

  /** The format of a file that is to be written; empty for another ending. */
  public static Optional<Format> ofName(String name) {
    return Arrays.stream(values())
        .filter(format -> name.matches(".*\\.(" + format.endings + ")"))
        .findFirst();
  }

  /**
   * The format of a file's bytes.
   *
   * @throws CheckpointException format-unknown
   */
  public static Format of(byte[] file) {
    if (startsWith(file, ZIP)) {
      return TORCH;
    }
    if (file.length > JSON_START
        && file[JSON_START] == '{'
        && ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong() < file.length) {
      return SAFETENSORS;
    }
    if (file.length > 0 && file[0] == MESSAGE) {
      return MINDSPORE;
    }
    throw new CheckpointException(
        Rule.FORMAT_UNKNOWN,
        isBarePickle(file)
            ? "a pickle without a zip, as torch before 1.6 saved, or torch.save with"
                + " _use_new_zipfile_serialization=False; load it in torch and save it again"
                + " without that argument"
            : "neither a zip of torch, nor a checkpoint of MindSpore, nor safetensors");
  }

  /** The opcode PROTO and a protocol: what pickles begin with since Python 2.3. */
  private static boolean isBarePickle(byte[] file) {
    return file.length > 1 && file[0] == (byte) 0x80 && file[1] >= 2 && file[1] <= 5;
  }

  private static boolean startsWith(byte[] file, String text) {
    byte[] start = text.getBytes(StandardCharsets.US_ASCII);
    return file.length >= start.length
        && Arrays.equals(file, 0, start.length, start, 0, start.length);
  }

  /**
   * What a file of any format holds, as torch's kind of value: for the two others a dictionary of
   * tensors and texts.
   */
  public static Value read(byte[] file) {
    return switch (of(file)) {
      case TORCH -> TorchFile.read(file);
      case MINDSPORE -> dict(MindSporeFile.read(file).values());
      case SAFETENSORS -> {
        Map<String, Value> values = new LinkedHashMap<>();
        SafetensorsFile.read(file)
            .tensors()
            .forEach((name, tensor) -> values.put(name, Value.Array.of(tensor)));
        yield dict(values);
      }
    };
  }

  /** A dictionary with texts as keys. */
  public static Value.Dict dict(Map<String, ? extends Value> values) {
    Map<Value, Value> entries = new LinkedHashMap<>();
    values.forEach((name, value) -> entries.put(new Value.Text(name), value));
    return new Value.Dict(Value.Mapping.ORDERED, entries, Map.of());
  }
}
