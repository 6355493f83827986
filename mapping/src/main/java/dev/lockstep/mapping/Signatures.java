package dev.lockstep.mapping;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The signatures of one release of a framework, recorded by {@code
 * mapping/record/record_signatures.py} and never edited.
 *
 * <p>Immutable and shared.
 */
public final class Signatures {
  private final String framework;
  private final String version;
  private final Map<String, RecordedSignature> byApi = new LinkedHashMap<>();

  @JsonCreator
  Signatures(
      @JsonProperty(value = "framework", required = true) String framework,
      @JsonProperty(value = "version", required = true) String version,
      @JsonProperty(value = "apis", required = true) Map<String, List<RecordedOption>> apis) {
    this.framework = framework;
    this.version = version;
    apis.forEach((api, options) -> byApi.put(api, new RecordedSignature(api, options)));
  }

  /** All recorded releases, for each framework the newest first; read once. */
  public static List<Signatures> loadAll() {
    return Loaded.ALL;
  }

  /** Holds what was read, from the first use on. */
  private static final class Loaded {
    static final List<Signatures> ALL = read();
  }

  private static List<Signatures> read() {
    List<Signatures> all = new ArrayList<>();
    for (Resources.Entry entry : Resources.list("signatures", ".json")) {
      all.add(Resources.json(entry, Signatures.class));
    }
    all.sort((a, b) -> VersionRange.compare(b.version, a.version));
    Extra.all().forEach((api, extra) -> addToNewest(all, api, extra));
    return List.copyOf(all);
  }

  private static void addToNewest(List<Signatures> all, String api, Extra extra) {
    Signatures newest =
        all.stream()
            .filter(release -> release.framework.equals(Card.framework(api)))
            .findFirst()
            .orElseGet(() -> unreleased(all, Card.framework(api)));
    newest.byApi.put(api, new RecordedSignature(api, extra.options()));
  }

  /** A framework of which there is no release, only its documentation. */
  private static Signatures unreleased(List<Signatures> all, String framework) {
    Signatures documented = new Signatures(framework, "documented", Map.of());
    all.add(documented);
    return documented;
  }

  /**
   * The recorded release that stands for a version: the newest that is not newer, else the oldest.
   *
   * @param version {@code 2.1}, or empty for the newest recorded
   * @throws IllegalArgumentException if nothing is recorded of that framework
   */
  public static Signatures of(String framework, String version) {
    List<Signatures> releases =
        loadAll().stream().filter(s -> s.framework.equals(framework)).toList();
    if (releases.isEmpty()) {
      throw new IllegalArgumentException("no signatures of " + framework + " are recorded");
    }
    return releases.stream()
        .filter(s -> version.isEmpty() || VersionRange.compare(s.version, version) <= 0)
        .findFirst()
        .orElse(releases.get(releases.size() - 1));
  }

  /**
   * The signature of an API in a release, or in the newest that has it.
   *
   * @param version as in {@link #of}; empty for the newest release that has the API
   */
  public static Optional<RecordedSignature> find(String api, String version) {
    return version.isEmpty() ? newest(api) : of(Card.framework(api), version).find(api);
  }

  /** The signature of an API in the newest release that has it; empty if none does. */
  public static Optional<RecordedSignature> newest(String api) {
    return loadAll().stream().flatMap(release -> release.find(api).stream()).findFirst();
  }

  /**
   * Every option that an API has had in any recorded release, the newest release's first; without
   * options if the API is recorded nowhere.
   */
  static RecordedSignature ofAllReleases(String api) {
    Map<String, RecordedOption> options = new LinkedHashMap<>();
    for (Signatures release : loadAll()) {
      release
          .find(api)
          .ifPresent(
              s -> s.options().forEach(option -> options.putIfAbsent(option.name(), option)));
    }
    return new RecordedSignature(api, List.copyOf(options.values()));
  }

  /** {@code torch}, {@code mindspore}, ... */
  public String framework() {
    return framework;
  }

  /** The release, {@code 2.15.0}. */
  public String version() {
    return version;
  }

  /** The signature of an API by its full name; empty if that release has none. */
  public Optional<RecordedSignature> find(String api) {
    return Optional.ofNullable(byApi.get(api));
  }

  /** All signatures. */
  public Collection<RecordedSignature> all() {
    return byApi.values();
  }
}
