package dev.lockstep.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All cards, with the differences they name.
 *
 * <p>Immutable and shared.
 */
public final class Cards {
  /** How a framework computes, not what: these options have no counterpart and need none. */
  private static final Map<String, Set<String>> IMPLEMENTATION =
      Map.of(
          "torch", Set.of("foreach", "fused", "capturable", "differentiable", "verbose"),
          "mindspore", Set.of("use_locking"),
          "oneflow", Set.of("contiguous_params", "fused", "verbose"));

  private final Map<String, Card> byId = new LinkedHashMap<>();
  private final Map<String, Difference> differences = new LinkedHashMap<>();

  private Cards(List<CardFile> files) {
    List<CardFile.Between> between = files.stream().flatMap(f -> f.between().stream()).toList();
    for (CardFile file : files) {
      for (Difference difference : file.differences()) {
        once(differences.put(difference.id(), difference), "difference " + difference.id());
      }
      for (Card card : file.cards()) {
        once(byId.put(card.id(), complete(card, between)), "card " + card.id());
      }
    }
  }

  /** All cards of this module; read once. A wrong file is an error that says where. */
  public static Cards load() {
    return Loaded.ALL;
  }

  /** Holds what was read, from the first use on. */
  private static final class Loaded {
    static final Cards ALL = new Cards(CardFile.all());
  }

  /** All cards, file by file. */
  public Collection<Card> all() {
    return List.copyOf(byId.values());
  }

  /** The card of that id; empty if there is none. */
  public Optional<Card> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The cards that lead from an API to a framework, in the order in which they are written. */
  public List<Card> from(String api, String framework) {
    return byId.values().stream()
        .filter(card -> card.from().equals(api) && card.targetFramework().equals(framework))
        .toList();
  }

  /**
   * The cards that lead from an API to a framework, the best for this call first: the strongest
   * verdict, then the strongest evidence, then the order in which they are written.
   *
   * @param settings the options of the call, the source's defaults included
   */
  public List<Card> best(String api, String framework, Settings settings) {
    List<Card> best = new ArrayList<>(from(api, framework));
    best.sort(
        Comparator.comparing((Card card) -> card.worst(settings)).thenComparing(Card::evidence));
    return best;
  }

  /** All differences. */
  public Collection<Difference> differences() {
    return List.copyOf(differences.values());
  }

  /** The difference of that id; empty if there is none. */
  public Optional<Difference> difference(String id) {
    return Optional.ofNullable(differences.get(id));
  }

  /** Adds what signatures and packages say. */
  private static Card complete(Card card, List<CardFile.Between> between) {
    List<String> always = new ArrayList<>(card.always());
    between.stream().filter(b -> b.covers(card)).forEach(b -> always.addAll(b.differences()));
    List<Argument> arguments =
        arguments(card, Signatures.ofAllReleases(card.from()), card.target());
    return card.with(arguments, always);
  }

  /** The options of a framework that need no counterpart. */
  public static Set<String> implementation(String framework) {
    return IMPLEMENTATION.getOrDefault(framework, Set.of());
  }

  /** The written arguments, options of equal names, and options that need no counterpart. */
  private static List<Argument> arguments(
      Card card, RecordedSignature source, RecordedSignature target) {
    List<Argument> all = new ArrayList<>(card.arguments());
    Set<String> free = implementation(card.sourceFramework());
    boolean taken =
        card.rewrites().stream().anyMatch(r -> r.make().takesAllOptions())
            || card.cases().stream().allMatch(c -> c.verdict() == Verdict.UNSUPPORTED);
    for (RecordedOption option : source.settings()) {
      String name = option.name();
      if (!card.source(name).isEmpty()) {
        continue;
      }
      if (taken || free.contains(name)) {
        all.add(Argument.dropped(name));
      } else if (target.option(name).isPresent() && card.target(name).isEmpty()) {
        all.add(Argument.same(name));
      }
    }
    return all;
  }

  private static void once(@Nullable Object before, String what) {
    if (before != null) {
      throw new IllegalArgumentException(what + " is written twice");
    }
  }
}
