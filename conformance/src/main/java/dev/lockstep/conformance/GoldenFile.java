package dev.lockstep.conformance;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A file of golden traces: JSON Lines, one case a line, usually gzipped. Read line by line, so a
 * file may be larger than memory.
 */
final class GoldenFile {
  /** Longer lines are refused: the longest recorded ones have 160,000 characters. */
  private static final int MAX_LINE = 1 << 26;

  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // as Python writes them
          .build()
          .readerFor(JsonNode.class);

  private final Path path;

  GoldenFile(Path path) {
    this.path = path;
  }

  /** What is told, in order, of the lines of a file. */
  interface Listener {
    /** A case that could be read. */
    void golden(int line, Recorded golden);

    /** A line that could not; after a broken gzip stream nothing follows. */
    void broken(int line, String reason);
  }

  /**
   * All files of golden traces in a folder and below it, in order of their names; or the file
   * itself.
   */
  static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(GoldenFile::looksLikeOne).sorted().toList();
    }
  }

  private static boolean looksLikeOne(Path path) {
    String name = path.toString();
    return (name.endsWith(".jsonl") || name.endsWith(".jsonl.gz")) && Files.isRegularFile(path);
  }

  /** Reads the file; problems are told to the listener, never thrown. */
  void read(Listener listener) {
    int line = 0;
    try (BufferedReader reader = open()) {
      for (String text = readLine(reader); text != null; text = readLine(reader)) {
        line++;
        if (!text.isBlank()) {
          readCase(line, text, listener);
        }
      }
    } catch (EOFException e) {
      listener.broken(line + 1, "the gzip stream is cut off");
    } catch (ZipException e) {
      listener.broken(line + 1, "the gzip stream is damaged: " + e.getMessage());
    } catch (CharacterCodingException e) {
      listener.broken(line + 1, "not UTF-8");
    } catch (IOException e) {
      listener.broken(line + 1, "cannot be read: " + e.getMessage());
    }
  }

  private BufferedReader open() throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(path));
    InputStream plain = path.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
    return new BufferedReader(
        new InputStreamReader(
            plain,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)));
  }

  private static @Nullable String readLine(BufferedReader reader) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = reader.read();
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n'; c = reader.read()) {
      if (line.length() == MAX_LINE) {
        throw new IOException("a line is longer than " + MAX_LINE + " characters");
      }
      line.append((char) c);
    }
    return line.toString();
  }

  private static void readCase(int line, String text, Listener listener) {
    try {
      JsonNode json = JSON.readValue(text);
      if (json.isObject()) {
        listener.golden(line, new Recorded("", json));
      } else {
        listener.broken(line, "a case must be a JSON object");
      }
    } catch (JsonProcessingException e) {
      String message = e.getOriginalMessage().lines().findFirst().orElse("");
      JsonLocation at = e.getLocation();
      String place = at == null ? "" : " at column " + at.getColumnNr();
      listener.broken(line, "bad JSON" + place + ": " + message);
    }
  }
}
