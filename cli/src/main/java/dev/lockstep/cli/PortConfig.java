package dev.lockstep.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The table {@code [tool.lockstep.port]} of the nearest {@code pyproject.toml}; options of the
 * command line win over it.
 *
 * @param folder where the file is; exclusions are relative to it
 * @param to the framework to port to
 * @param unsafe whether edits are made that may change numbers
 * @param exclude globs of files that are not ported
 */
record PortConfig(Path folder, Optional<String> to, boolean unsafe, List<String> exclude) {
  private static final String FILE = "pyproject.toml";
  private static final Set<String> KEYS = Set.of("to", "unsafe", "exclude");

  /** The configuration for a path: that of its folder, or of the nearest one around it. */
  static PortConfig near(Path path) throws IOException {
    for (Path folder = path.toAbsolutePath().normalize();
        folder != null;
        folder = folder.getParent()) {
      Path file = folder.resolve(FILE);
      if (Files.isRegularFile(file)) {
        return read(folder, file);
      }
    }
    Path folder = path.toAbsolutePath().normalize();
    return new PortConfig(folder, Optional.empty(), false, List.of());
  }

  private static PortConfig read(Path folder, Path file) throws IOException {
    JsonNode table;
    try {
      table = new TomlMapper().readTree(Files.readString(file)).at("/tool/lockstep/port");
    } catch (JsonProcessingException e) {
      throw new CommandException("port.config", file, e.getOriginalMessage());
    }
    List<String> exclude = new ArrayList<>();
    table
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!KEYS.contains(key)) {
                throw new CommandException("port.config-key", file, key);
              }
            });
    table.path("exclude").forEach(glob -> exclude.add(glob.asText()));
    return new PortConfig(
        folder,
        Optional.ofNullable(table.path("to").textValue()),
        table.path("unsafe").asBoolean(),
        List.copyOf(exclude));
  }

  /** Whether a file is to be ported. */
  boolean includes(Path file) {
    Path relative = folder.relativize(file.toAbsolutePath().normalize());
    return exclude.stream()
        .noneMatch(
            glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(relative));
  }
}
