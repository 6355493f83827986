package dev.lockstep.config.check;

import dev.lockstep.config.Api;
import dev.lockstep.core.Nearest;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Signature;
import dev.lockstep.mapping.RecordedOption;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Signatures;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the recorded signatures of a framework's release and the facade know of names. */
final class Known {
  private final String framework;
  private final String version;
  private final Optional<Signatures> release;

  Known(String framework, String version) {
    this.framework = framework;
    this.version = version;
    boolean recorded = Signatures.loadAll().stream().anyMatch(s -> s.framework().equals(framework));
    this.release = recorded ? Optional.of(Signatures.of(framework, version)) : Optional.empty();
  }

  /** Reports an API that is not there; true if it is. */
  boolean api(String path, String written, String fullName, Consumer<Problem> out) {
    boolean known = Api.find(fullName).isPresent();
    if (!known) {
      List<String> names = names(fullName);
      String nearest = Nearest.to(fullName, names);
      out.accept(
          Problem.of(
              Rule.UNKNOWN_API,
              path,
              written,
              names.isEmpty() ? framework + "." : String.join(", ", names),
              nearest == null ? nearestLast(fullName, names) : nearest));
    }
    return known;
  }

  /** The APIs recorded in the same package. */
  private List<String> names(String fullName) {
    String home = fullName.substring(0, fullName.lastIndexOf('.') + 1);
    List<String> all =
        release.stream().flatMap(r -> r.all().stream()).map(RecordedSignature::api).toList();
    List<String> near =
        all.stream()
            .filter(name -> name.startsWith(home) && name.indexOf('.', home.length()) < 0)
            .toList();
    return near.isEmpty() ? all : near;
  }

  private static @Nullable String nearestLast(String fullName, Collection<String> names) {
    String last = fullName.substring(fullName.lastIndexOf('.') + 1);
    return names.stream()
        .filter(name -> name.substring(name.lastIndexOf('.') + 1).equalsIgnoreCase(last))
        .findFirst()
        .orElse(null);
  }

  /**
   * Reports options that are not there, required ones that were not given, and None where it is no
   * value. Returns the names of those that can be tried.
   */
  List<String> options(
      String path, String fullName, Map<String, @Nullable Object> given, Consumer<Problem> out) {
    Optional<RecordedSignature> recorded = recorded(fullName);
    List<String> names = optionNames(fullName, recorded);
    for (String name : given.keySet()) {
      if (!names.contains(name)) {
        out.accept(
            Problem.of(
                Rule.UNKNOWN_OPTION,
                path + "." + name,
                name,
                String.join(", ", names),
                Nearest.to(name, names)));
      }
    }
    if (recorded.isEmpty()) {
      needed(fullName).stream()
          .filter(name -> !given.containsKey(name))
          .forEach(
              name ->
                  out.accept(Problem.of(Rule.MISSING_OPTION, path + "." + name, "", "a number")));
    }
    List<RecordedOption> options = recorded.map(RecordedSignature::settings).orElse(List.of());
    for (RecordedOption option : options) {
      checkPresence(path, option, given, out);
    }
    return given.keySet().stream()
        .filter(names::contains)
        .filter(name -> given.get(name) != null)
        .toList();
  }

  private Optional<RecordedSignature> recorded(String fullName) {
    return release.isPresent() ? Signatures.find(fullName, version) : Optional.empty();
  }

  private static void checkPresence(
      String path,
      RecordedOption option,
      Map<String, @Nullable Object> given,
      Consumer<Problem> out) {
    String at = path + "." + option.name();
    if (option.required() && !given.containsKey(option.name())) {
      out.accept(Problem.of(Rule.MISSING_OPTION, at, "", kind(option)));
    } else if (given.containsKey(option.name())
        && given.get(option.name()) == null
        && (option.required() || option.defaultValue() != null)) {
      out.accept(Problem.of(Rule.OPTION_REFUSED, at, "None", kind(option)));
    }
  }

  private static String kind(RecordedOption option) {
    return switch (option.kind()) {
      case FLOAT -> "a float";
      case NUMBER -> "a number";
      case INT -> "an int";
      case BOOL -> "true or false";
      case STRING -> "a text";
      case TUPLE -> "a tuple";
      case LIST -> "a list";
      default -> "a value";
    };
  }

  private static List<String> optionNames(String fullName, Optional<RecordedSignature> recorded) {
    if (recorded.isPresent()) {
      return recorded.get().settings().stream().map(RecordedOption::name).toList();
    }
    return Api.find(fullName).map(Api::signature).map(Known::names).orElse(List.of());
  }

  private static List<String> names(Signature signature) {
    return signature.keys().stream().map(OptionKey::name).toList();
  }

  /** Values that stand in for the required options of an API. */
  Map<String, @Nullable Object> stubs(String fullName) {
    Optional<RecordedSignature> recorded = recorded(fullName);
    if (recorded.isPresent()) {
      return OptionRules.stubs(recorded.get());
    }
    Map<String, @Nullable Object> stubs = new LinkedHashMap<>();
    needed(fullName).forEach(name -> stubs.put(name, 0.5));
    return stubs;
  }

  /** Numbers without a default, by the facade, of an optimizer that was not recorded. */
  private static List<String> needed(String fullName) {
    return Api.find(fullName).stream()
        .map(Api::signature)
        .flatMap(
            s ->
                s.keys().stream()
                    .filter(key -> key.type() == Double.class && !s.defaults().has(key)))
        .map(OptionKey::name)
        .toList();
  }
}
