package dev.lockstep.config.check;

import dev.lockstep.mapping.RecordedOption;
import dev.lockstep.mapping.RecordedSignature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The options of the constructor: each that the framework refuses whatever the others are, then
 * those that it refuses together.
 */
final class OptionRules implements Rules {
  @Override
  public void check(Draft draft, Consumer<Problem> out) {
    if (!Draft.OWN_OPTIMIZERS.contains(draft.framework()) || draft.api().isEmpty()) {
      return;
    }
    Known known = new Known(draft.framework(), draft.version());
    if (!known.api("api", draft.api(), draft.fullName(), out)) {
      return;
    }
    Map<String, @Nullable Object> given = new LinkedHashMap<>();
    for (String name : known.options("options", draft.fullName(), draft.options(), out)) {
      given.put(name, draft.options().get(name));
    }
    Map<String, @Nullable Object> rest = new ValueRules(draft, "options.", out).normal(given);
    refusals(draft, known.stubs(draft.fullName()), rest, out);
  }

  private static void refusals(
      Draft draft,
      Map<String, @Nullable Object> stubs,
      Map<String, @Nullable Object> given,
      Consumer<Problem> out) {
    Map<String, @Nullable Object> good = new LinkedHashMap<>(given);
    if (Trial.options(draft, over(stubs, given)).isEmpty()) {
      return;
    }
    for (Map.Entry<String, @Nullable Object> option : given.entrySet()) {
      String name = option.getKey();
      Optional<Refusal> alone = alone(draft, stubs, given, name);
      if (alone.isPresent()) {
        good.remove(name);
        out.accept(
            Problem.of(
                Rule.OPTION_REFUSED, "options." + name, option.getValue(), alone.get().allowed()));
      }
    }
    Trial.options(draft, over(stubs, good))
        .ifPresent(refusal -> out.accept(conflict(good, refusal)));
  }

  /** Why an option is refused alone and beside each single other one; empty if it is not. */
  private static Optional<Refusal> alone(
      Draft draft,
      Map<String, @Nullable Object> stubs,
      Map<String, @Nullable Object> given,
      String name) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>(stubs);
    one.put(name, given.get(name));
    Optional<Refusal> refusal = Trial.options(draft, one);
    for (String other : given.keySet()) {
      Map<String, @Nullable Object> two = new LinkedHashMap<>(one);
      two.put(other, given.get(other));
      if (refusal.isPresent() && Trial.options(draft, two).isEmpty()) {
        return Optional.empty();
      }
    }
    return refusal;
  }

  private static Problem conflict(Map<String, @Nullable Object> good, Refusal refusal) {
    List<String> named = new ArrayList<>(good.keySet().stream().filter(refusal::names).toList());
    String path = named.isEmpty() ? "options" : "options." + named.get(0);
    Object got = named.isEmpty() ? good : good.get(named.get(0));
    return Problem.of(Rule.OPTIONS_CONFLICT, path, got, refusal.reason());
  }

  /** Options laid over stand-ins of the required ones. */
  static Map<String, @Nullable Object> over(
      Map<String, @Nullable Object> stubs, Map<String, @Nullable Object> given) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(stubs);
    all.putAll(given);
    return all;
  }

  /** A value that stands in for a required option. */
  static Map<String, @Nullable Object> stubs(RecordedSignature signature) {
    Map<String, @Nullable Object> stubs = new LinkedHashMap<>();
    for (RecordedOption option : signature.settings()) {
      if (option.required()) {
        stubs.put(option.name(), option.kind() == RecordedOption.Kind.INT ? (Object) 1 : 0.5);
      }
    }
    return stubs;
  }
}
