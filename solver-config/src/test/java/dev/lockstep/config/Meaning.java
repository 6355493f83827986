package dev.lockstep.config;

import dev.lockstep.config.print.Resolved;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Signatures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a definition means: for each parameter the API and all its options, defaults included. */
public final class Meaning {
  private Meaning() {}

  /** The meaning of definitions that together are one. */
  public static Map<String, Map<String, Object>> of(List<Definition> definitions) {
    Map<String, Map<String, Object>> meaning = new TreeMap<>();
    definitions.forEach(definition -> meaning.putAll(of(definition)));
    return meaning;
  }

  private static Map<String, Map<String, Object>> of(Definition definition) {
    Definition resolved = Resolved.of(definition);
    String api = Api.fullName(definition.framework(), definition.api());
    Map<String, Object> base =
        new TreeMap<>(
            Signatures.of(definition.framework(), "")
                .find(api)
                .map(RecordedSignature::defaults)
                .orElseThrow());
    base.putAll(definition.options());
    base.put("api", api);
    Map<String, Map<String, Object>> meaning = new LinkedHashMap<>();
    if (resolved.groups().isEmpty()) {
      for (ParameterDefinition parameter : resolved.parameters()) {
        boolean exempt =
            api.startsWith("mindspore.nn.") && parameter.name().matches(".*(beta|gamma).*");
        meaning.put(parameter.name(), plain(base, Map.of(), exempt));
      }
    }
    for (GroupDefinition group : resolved.groups()) {
      for (String name : group.params()) {
        meaning.put(name, plain(base, group.options(), false));
      }
    }
    return meaning;
  }

  private static Map<String, Object> plain(
      Map<String, Object> base, Map<String, Object> own, boolean exempt) {
    Map<String, Object> all = new TreeMap<>(base);
    own.forEach((key, value) -> all.put(rename(base, key), value));
    if (exempt) {
      all.put("weight_decay", 0.0);
    }
    all.replaceAll(
        (key, value) -> value instanceof Number number ? (Object) number.doubleValue() : value);
    return all;
  }

  private static String rename(Map<String, Object> base, String key) {
    return key.equals("lr") && base.containsKey("learning_rate") ? "learning_rate" : key;
  }
}
