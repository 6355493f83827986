package dev.lockstep.porter.api;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The table of one direction. Immutable; loaded once and shared. */
public final class Apis {
  private static final Map<String, Apis> LOADED = new ConcurrentHashMap<>();

  private static final List<Construct> CONSTRUCTS =
      List.of(
          Construct.STEP,
          Construct.BACKWARD,
          Construct.AMP,
          Construct.STATE,
          Construct.MODEL,
          Construct.DATA,
          Construct.CLIP,
          Construct.OTHER);

  private final Map<String, Api> apis = new HashMap<>();
  private final Map<String, Construct> constructs = new HashMap<>();
  private final Map<String, Text> notes = new HashMap<>();

  private Apis() {}

  /**
   * Reads the table that leads from one framework to another.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Apis load(String from, String to) {
    return LOADED.computeIfAbsent(from + "-to-" + to, direction -> loadNow(from, to));
  }

  private static Apis loadNow(String from, String to) {
    String name = "/dev/lockstep/porter/apis/%s-to-%s.yaml".formatted(from, to);
    try (InputStream in = Apis.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no table leads from " + from + " to " + to);
      }
      return read(in, from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  private static Apis read(InputStream in, String from, String to) throws IOException {
    ObjectMapper mapper =
        new ObjectMapper(new YAMLFactory())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    JsonNode table = mapper.readTree(in);
    Apis apis = new Apis();
    for (Construct construct : CONSTRUCTS) {
      for (Iterator<String> names = table.path(construct.id()).fieldNames(); names.hasNext(); ) {
        String name = names.next();
        apis.apis.put(name, mapper.treeToValue(table.get(construct.id()).get(name), Api.class));
        apis.constructs.put(name, construct);
      }
    }
    table
        .path("same")
        .properties()
        .forEach(module -> apis.addSame(module.getKey(), module.getValue(), from, to));
    for (Iterator<String> ids = table.path("notes").fieldNames(); ids.hasNext(); ) {
      String id = ids.next();
      apis.notes.put(id, mapper.treeToValue(table.get("notes").get(id), Text.class));
    }
    return apis;
  }

  /** Names of a module that mean the same in the module of the same place on the other side. */
  private void addSame(String module, JsonNode names, String from, String to) {
    for (JsonNode name : names) {
      String counterpart = to + module.substring(from.length()) + "." + name.asText();
      apis.put(module + "." + name.asText(), Api.named(counterpart));
    }
  }

  /** What a reader of a port should know of an API. */
  public Optional<Text> note(Api api) {
    return api.note().map(notes::get);
  }

  /** The entry of a full name. */
  public Optional<Api> find(String name) {
    return Optional.ofNullable(apis.get(name));
  }

  /** What an API is about, by its entry, else by the module it is in. */
  public Construct construct(String name) {
    boolean model = name.matches("((torch|mindspore|oneflow)\\.nn|megengine\\.module)\\..*");
    boolean data =
        name.matches("((torch|oneflow)\\.utils\\.data|(mindspore\\.dataset|megengine\\.data)).*");
    Construct otherwise = model ? Construct.MODEL : data ? Construct.DATA : Construct.OTHER;
    return constructs.getOrDefault(name, otherwise);
  }

  /** The names of all entries. */
  public Set<String> names() {
    return Set.copyOf(apis.keySet());
  }
}
