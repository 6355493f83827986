package dev.lockstep.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * A zip whose every entry is stored as it is, lies apart from the others, and has its checksum.
 * What torch writes passes; what hides something does not.
 */
final class Archive {
  private static final int END_BYTES = 22;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_COUNT = 10;
  private static final int ZIP64_COUNT = 0xffff;

  private final byte[] file;
  private final Map<String, ZipArchiveEntry> entries = new HashMap<>();

  /**
   * Checks the directory of a zip.
   *
   * @throws CheckpointException zip-structure, zip-name, zip-overlap, zip-entry
   */
  Archive(byte[] file) {
    this.file = file;
    try (ZipFile zip =
        ZipFile.builder()
            .setSeekableByteChannel(new SeekableInMemoryByteChannel(file))
            .setUseUnicodeExtraFields(false)
            .get()) {
      List<ZipArchiveEntry> listed = Collections.list(zip.getEntries());
      listed.forEach(this::add);
      checkApart(listed);
      checkEnd(listed.size());
    } catch (IOException | RuntimeException e) {
      if (e instanceof CheckpointException refusal) {
        throw refusal;
      }
      throw new CheckpointException(
          Rule.ZIP_STRUCTURE, "the zip's directory, which ends the file, is damaged or cut off");
    }
  }

  private void add(ZipArchiveEntry entry) {
    String name = new String(entry.getRawName(), StandardCharsets.UTF_8);
    if (name.isEmpty()
        || name.startsWith("/")
        || name.contains("\\")
        || name.contains(":")
        || name.chars().anyMatch(c -> c < ' ')
        || List.of(name.split("/", -1)).contains("..")
        || entry.isUnixSymlink()) {
      throw refuse(Rule.ZIP_NAME, entry, "is no name inside the archive");
    }
    if (entries.put(name, entry) != null) {
      throw refuse(Rule.ZIP_NAME, entry, "comes twice");
    }
    if (entry.getMethod() != ZipArchiveEntry.STORED
        || entry.getGeneralPurposeBit().usesEncryption()
        || entry.getSize() != entry.getCompressedSize()) {
      throw refuse(Rule.ZIP_ENTRY, entry, "is not stored as it is");
    }
    long end = entry.getDataOffset() + entry.getSize();
    if (entry.getDataOffset() < 0 || entry.getSize() < 0 || end > file.length || end < 0) {
      throw refuse(Rule.ZIP_ENTRY, entry, "is longer than the file");
    }
  }

  private void checkApart(List<ZipArchiveEntry> listed) {
    List<ZipArchiveEntry> byPlace =
        listed.stream()
            .sorted(Comparator.comparingLong(ZipArchiveEntry::getLocalHeaderOffset))
            .toList();
    long free = 0;
    for (ZipArchiveEntry entry : byPlace) {
      if (entry.getLocalHeaderOffset() < free || (free == 0 && entry.getLocalHeaderOffset() > 0)) {
        throw refuse(Rule.ZIP_OVERLAP, entry, "does not lie apart");
      }
      free = entry.getDataOffset() + entry.getSize();
    }
  }

  /** The directory ends with the file, and counts the entries that there are. */
  private void checkEnd(int listed) {
    ByteBuffer end = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int at = file.length - END_BYTES;
    int counted = end.getShort(at + END_COUNT) & 0xffff;
    boolean commented = end.getShort(at + END_BYTES - Short.BYTES) != 0;
    if (end.getInt(at) != END_SIGNATURE
        || commented
        || (counted != listed && counted != ZIP64_COUNT)) {
      throw new CheckpointException(
          Rule.ZIP_STRUCTURE, "the zip's directory is not the whole end of the file");
    }
  }

  /**
   * Checks the bytes of every entry, whether it is used or not.
   *
   * @throws CheckpointException zip-crc
   */
  void checkSums() {
    for (ZipArchiveEntry entry : entries.values()) {
      CRC32 crc = new CRC32();
      crc.update(file, (int) entry.getDataOffset(), (int) entry.getSize());
      if (crc.getValue() != entry.getCrc()) {
        throw refuse(
            Rule.ZIP_CRC,
            entry,
            "is damaged: checksum %08x, recorded %08x".formatted(crc.getValue(), entry.getCrc()));
      }
    }
  }

  /** The names of the entries. */
  Collection<String> names() {
    return entries.keySet();
  }

  /** True if there is such an entry. */
  boolean has(String name) {
    return entries.containsKey(name);
  }

  /**
   * The bytes of an entry.
   *
   * @throws CheckpointException torch-layout if there is no such entry
   */
  byte[] bytes(String name) {
    ZipArchiveEntry entry = entries.get(name);
    if (entry == null) {
      throw new CheckpointException(Rule.TORCH_LAYOUT, "the entry '" + name + "' is missing");
    }
    int from = (int) entry.getDataOffset();
    return Arrays.copyOfRange(file, from, from + (int) entry.getSize());
  }

  private static CheckpointException refuse(Rule rule, ZipArchiveEntry entry, String what) {
    String name = entry.getName().replaceAll("\\p{Cntrl}", "?");
    String shown = name.length() > 80 ? name.substring(0, 80) + "..." : name;
    return new CheckpointException(rule, "the entry '%s' %s".formatted(shown, what));
  }
}
