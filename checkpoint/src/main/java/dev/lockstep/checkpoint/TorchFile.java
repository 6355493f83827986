package dev.lockstep.checkpoint;

import dev.lockstep.checkpoint.pickle.Pickler;
import dev.lockstep.checkpoint.pickle.Unpickler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * torch's checkpoints ({@code torch.save}, zip layout): {@code NAME/data.pkl} and one {@code
 * NAME/data/KEY} a storage. Source: PyTorch 2.15, {@code torch/serialization.py}.
 *
 * <p>Every entry's checksum is verified, which torch itself does not do.
 */
public final class TorchFile {
  private static final String PICKLE = "/data.pkl";
  private static final int ALIGNMENT = 64;
  private static final int LOCAL_HEADER = 30;
  private static final int EXTRA_HEADER = 4;
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  private TorchFile() {}

  /**
   * The value of a checkpoint.
   *
   * @throws CheckpointException zip-*, torch-layout, pickle-*, tensor-bounds, too-deep, too-large
   */
  public static Value read(byte[] file) {
    Archive archive = new Archive(file);
    String root = root(archive);
    archive.checkSums();
    boolean swapped = bigEndian(archive, root);
    Map<String, byte[]> storages = new HashMap<>();
    long most = Math.max(1 << 20, 8L * file.length);
    return new Unpickler(
            archive.bytes(root + PICKLE),
            (key, type, elements) ->
                checked(
                    storages.computeIfAbsent(
                        key, k -> littleEndian(archive.bytes(root + "/data/" + k), type, swapped)),
                    key,
                    type,
                    elements),
            most)
        .read();
  }

  private static String root(Archive archive) {
    List<String> pickles = archive.names().stream().filter(name -> name.endsWith(PICKLE)).toList();
    if (pickles.size() != 1) {
      String hint =
          archive.names().stream().anyMatch(name -> name.contains("constants.pkl"))
              ? "; a TorchScript archive is no checkpoint"
              : "";
      throw new CheckpointException(
          Rule.TORCH_LAYOUT,
          "a checkpoint of torch has one data.pkl, this zip has %s%s"
              .formatted(pickles.size(), hint));
    }
    String pickle = pickles.get(0);
    return pickle.substring(0, pickle.length() - PICKLE.length());
  }

  private static boolean bigEndian(Archive archive, String root) {
    String entry = root + "/byteorder";
    if (!archive.has(entry)) {
      return false;
    }
    String order = new String(archive.bytes(entry), StandardCharsets.US_ASCII);
    return switch (order) {
      case "little" -> false;
      case "big" -> true;
      default ->
          throw new CheckpointException(Rule.TORCH_LAYOUT, "byteorder is neither little nor big");
    };
  }

  private static byte[] littleEndian(byte[] bytes, ElementType type, boolean swapped) {
    int width = type.bytes();
    for (int at = 0; swapped && at + width <= bytes.length; at += width) {
      for (int i = 0; i < width / 2; i++) {
        byte low = bytes[at + i];
        bytes[at + i] = bytes[at + width - 1 - i];
        bytes[at + width - 1 - i] = low;
      }
    }
    return bytes;
  }

  private static byte[] checked(byte[] bytes, String key, ElementType type, long elements) {
    if (bytes.length != elements * type.bytes()) {
      throw new CheckpointException(
          Rule.TENSOR_BOUNDS,
          "storage %s is said to have %s elements of %s, the entry has %s bytes"
              .formatted(key, elements, type, bytes.length));
    }
    return bytes;
  }

  /**
   * A checkpoint with a value; the same value gives the same bytes.
   *
   * @param name the folder inside the zip: torch takes the file's name without its suffix
   * @throws CheckpointException not-expressible
   */
  public static byte[] write(Value value, String name) {
    Pickler pickler = new Pickler();
    byte[] pickle = pickler.write(value);
    Zip zip = new Zip(name);
    zip.put("data.pkl", pickle);
    zip.put(".format_version", ascii("1"));
    zip.put(".storage_alignment", ascii(Integer.toString(ALIGNMENT)));
    zip.put("byteorder", ascii("little"));
    List<StoredTensor> storages = pickler.storages();
    for (int key = 0; key < storages.size(); key++) {
      byte[] bytes = new byte[storages.get(key).bytes().remaining()];
      storages.get(key).bytes().get(bytes);
      zip.put("data/" + key, bytes);
    }
    zip.put("version", ascii("3\n"));
    return zip.end();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** A zip of stored entries whose bytes start at multiples of the alignment. */
  private static final class Zip {
    private final String folder;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes);

    Zip(String folder) {
      this.folder = folder;
    }

    void put(String name, byte[] content) {
      ZipEntry entry = new ZipEntry(folder + "/" + name);
      CRC32 crc = new CRC32();
      crc.update(content);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(content.length);
      entry.setCrc(crc.getValue());
      entry.setTimeLocal(EPOCH);
      try {
        zip.flush();
        entry.setExtra(padding(entry));
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private byte[] padding(ZipEntry entry) {
      int nameLength = entry.getName().getBytes(StandardCharsets.UTF_8).length;
      int start = bytes.size() + LOCAL_HEADER + nameLength + EXTRA_HEADER;
      byte[] extra = new byte[EXTRA_HEADER + Math.floorMod(-start, ALIGNMENT)];
      extra[0] = 'F';
      extra[1] = 'B';
      extra[2] = (byte) (extra.length - EXTRA_HEADER);
      return extra;
    }

    byte[] end() {
      try {
        zip.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return bytes.toByteArray();
    }
  }
}
