package dev.lockstep.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The data files of this module, found in their folder whether it is on disk or in a jar. */
final class Resources {
  private static final ObjectMapper YAML = strict(YAMLMapper.builder(new YAMLFactory()));
  private static final ObjectMapper JSON = strict(JsonMapper.builder());

  private Resources() {}

  /**
   * A data file.
   *
   * @param name file name, for messages
   * @param text its content
   */
  record Entry(String name, String text) {}

  /** The files of a folder beside this class, in the order of their names. */
  static List<Entry> list(String folder, String suffix) {
    URL url = Resources.class.getResource(folder);
    if (url == null) {
      return List.of();
    }
    try {
      URI uri = url.toURI();
      if (!uri.getScheme().equals("jar")) {
        return read(Path.of(uri), suffix);
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return read(jar.provider().getPath(uri), suffix);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static <T> T yaml(Entry entry, Class<T> type) {
    return parse(YAML, entry, type);
  }

  static <T> T json(Entry entry, Class<T> type) {
    return parse(JSON, entry, type);
  }

  private static <T> T parse(ObjectMapper mapper, Entry entry, Class<T> type) {
    try {
      return mapper.readValue(entry.text(), type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s:%s: %s"
              .formatted(
                  entry.name(),
                  e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                  e.getOriginalMessage()),
          e);
    }
  }

  private static List<Entry> read(Path folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(suffix))
          .sorted()
          .map(Resources::entry)
          .toList();
    }
  }

  private static Entry entry(Path file) {
    try {
      return new Entry(file.getFileName().toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectMapper strict(MapperBuilder<?, ?> builder) {
    return builder
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .build();
  }
}
