package dev.lockstep.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Files that are written whole or not at all: into a neighbour first, then renamed. A link stays a
 * link, permissions stay; devices and pipes are written as they are.
 */
public final class WholeFile {
  private static final OpenOption[] NEW = {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE};

  private WholeFile() {}

  /** What a file is to hold. */
  @FunctionalInterface
  public interface Content {
    /** Writes it. */
    void to(Writer out) throws IOException;
  }

  @FunctionalInterface
  private interface Bytes {
    void to(Path file, OpenOption... how) throws IOException;
  }

  /** Writes text as UTF-8, making the folders above it. */
  public static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes bytes, making the folders above it. */
  public static void write(Path file, byte[] bytes) throws IOException {
    whole(file, (whole, how) -> Files.write(whole, bytes, how));
  }

  /** Writes text piece by piece as UTF-8, making the folders above it. */
  public static void write(Path file, Content content) throws IOException {
    whole(
        file,
        (whole, how) -> {
          try (Writer out = Files.newBufferedWriter(whole, StandardCharsets.UTF_8, how)) {
            content.to(out);
          }
        });
  }

  private static void whole(Path file, Bytes bytes) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
      bytes.to(file, StandardOpenOption.WRITE);
      return;
    }
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null) {
      throw new IOException(file + " is not a file");
    }
    Files.createDirectories(folder);
    Path whole = folder.resolve(".lockstep." + UUID.randomUUID() + ".tmp");
    try {
      bytes.to(whole, NEW);
      keepPermissions(target, whole);
      move(whole, target);
    } catch (FileSystemException e) {
      throw named(file, e, e.getReason());
    } catch (IOException e) { // a full disk, for one, does not say of which file
      throw named(file, e, e.getMessage());
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  /** What failed, said of the file that was asked for, not of the one beside it. */
  private static IOException named(Path file, IOException e, @Nullable String reason) {
    FileSystemException named =
        e instanceof AccessDeniedException
            ? new AccessDeniedException(file.toString())
            : new FileSystemException(
                file.toString(), null, reason == null ? "cannot be written" : reason);
    named.initCause(e);
    return named;
  }

  private static void keepPermissions(Path target, Path whole) throws IOException {
    var posix = Files.getFileAttributeView(target, PosixFileAttributeView.class);
    if (posix != null && Files.exists(target)) {
      Files.setPosixFilePermissions(whole, posix.readAttributes().permissions());
    }
  }

  private static void move(Path whole, Path target) throws IOException {
    try {
      Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(whole, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
