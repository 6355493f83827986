package dev.lockstep.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Zips that hide, lie or leave their folder are refused. */
class HostileZipTest {
  record Hostile(String what, Rule rule, ByteBuffer file) {
    Hostile(String what, Rule rule, byte[] file) {
      this(what, rule, ByteBuffer.wrap(file));
    }

    @Override
    public String toString() {
      return what;
    }
  }

  private static final byte[] GOOD =
      TorchFile.write(Value.Array.of(StoredTensor.scalar(1, ElementType.F32)), "a");

  static Stream<Hostile> zips() {
    return Stream.of(
        new Hostile("empty", Rule.ZIP_STRUCTURE, new byte[0]),
        new Hostile("no zip", Rule.ZIP_STRUCTURE, "weights".getBytes(StandardCharsets.UTF_8)),
        new Hostile("no entries", Rule.TORCH_LAYOUT, zip(zip -> {})),
        new Hostile("no pickle", Rule.TORCH_LAYOUT, zip(zip -> put(zip, "a/version", 3))),
        new Hostile(
            "two pickles",
            Rule.TORCH_LAYOUT,
            zip(
                zip -> {
                  put(zip, "a/data.pkl", 1);
                  put(zip, "b/data.pkl", 1);
                })),
        new Hostile(
            "TorchScript",
            Rule.TORCH_LAYOUT,
            zip(
                zip -> {
                  put(zip, "a/data.pkl", 1);
                  put(zip, "a/constants.pkl", 1);
                  put(zip, "a/code/data.pkl", 1);
                })),
        named("../a/data.pkl"),
        named("a/../../data.pkl"),
        named("/a/data.pkl"),
        named("a\\data.pkl"),
        named("C:/a/data.pkl"),
        named("a\n/data.pkl"),
        new Hostile("deflated", Rule.ZIP_ENTRY, deflated(1 << 16)),
        new Hostile("a bomb", Rule.ZIP_ENTRY, deflated(64 << 20)),
        new Hostile("an unknown byte order", Rule.TORCH_LAYOUT, byteOrder("middle")),
        new Hostile("something before the zip", Rule.ZIP_OVERLAP, before(GOOD)),
        new Hostile("the same name twice", Rule.ZIP_NAME, twice()),
        new Hostile("two entries in the same place", Rule.ZIP_OVERLAP, overlapped()),
        central("a longer entry", 24, 0x7fff_fff0, Rule.ZIP_ENTRY),
        central("an entry of 4 GiB", 20, 0xffff_fffe, Rule.ZIP_STRUCTURE),
        central("a header outside the file", 42, 0x7fff_fff0, Rule.ZIP_STRUCTURE),
        central("another checksum", 16, 1, Rule.ZIP_CRC),
        directory("more entries than there are", 10, (short) 999),
        new Hostile(
            "something after the zip", Rule.ZIP_STRUCTURE, Arrays.copyOf(GOOD, GOOD.length + 1)),
        directory("a comment", 20, (short) 1),
        directory("a directory outside the file", 18, (short) -1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("zips")
  void itIsRefused(Hostile hostile) {
    CheckpointException refusal =
        assertThrows(CheckpointException.class, () -> TorchFile.read(hostile.file().array()));
    assertEquals(hostile.rule(), refusal.rule(), refusal.getMessage());
  }

  private static Hostile named(String name) {
    String what = "the name " + name.replace("\n", "(newline)");
    return new Hostile(what, Rule.ZIP_NAME, zip(zip -> put(zip, name, 1)));
  }

  private static byte[] zip(Consumer<ZipOutputStream> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.DEFLATED);
      entries.accept(zip);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, int length) {
    store(zip, name, new byte[length]);
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) {
    ZipEntry entry = new ZipEntry(name);
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    add(zip, entry, content);
  }

  private static void add(ZipOutputStream zip, ZipEntry entry, byte[] content) {
    try {
      zip.putNextEntry(entry);
      zip.write(content);
      zip.closeEntry();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] deflated(int length) {
    return zip(zip -> add(zip, new ZipEntry("a/data.pkl"), new byte[length]));
  }

  private static byte[] byteOrder(String order) {
    return zip(
        zip ->
            Map.of("a/data.pkl", "\u0002N.", "a/byteorder", order)
                .forEach(
                    (name, text) -> store(zip, name, text.getBytes(StandardCharsets.ISO_8859_1))));
  }

  private static byte[] before(byte[] zip) {
    byte[] hidden = "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(hidden.length + zip.length).put(hidden).put(zip).array();
  }

  /** Both central entries get one name; the local headers keep theirs. */
  private static byte[] twice() {
    byte[] file =
        zip(
            zip -> {
              put(zip, "a/x", 1);
              put(zip, "a/y", 1);
            });
    int second = central(file, central(file, 0) + 1);
    file[second + 46 + 2] = 'x';
    return file;
  }

  /** The second central entry points at the first local header. */
  private static byte[] overlapped() {
    byte[] file =
        zip(
            zip -> {
              put(zip, "a/x", 1);
              put(zip, "a/y", 1);
            });
    int second = central(file, central(file, 0) + 1);
    little(file).putInt(second + 42, 0);
    return file;
  }

  private static Hostile central(String what, int field, int value, Rule rule) {
    byte[] file = GOOD.clone();
    int at = central(file, 0);
    little(file).putInt(at + field, value);
    return new Hostile(what, rule, file);
  }

  private static Hostile directory(String what, int field, short value) {
    byte[] file = GOOD.clone();
    little(file).putShort(file.length - 22 + field, value);
    return new Hostile(what, Rule.ZIP_STRUCTURE, file);
  }

  private static ByteBuffer little(byte[] file) {
    return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Where the next central header starts. */
  private static int central(byte[] file, int from) {
    for (int at = from; at + 4 <= file.length; at++) {
      if (little(file).getInt(at) == 0x02014b50) {
        return at;
      }
    }
    throw new IllegalStateException("no central header");
  }
}
