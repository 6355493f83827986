package dev.lockstep.mapping;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file of cards: a family of APIs and the differences that it is the first to name.
 *
 * @param differences named here
 * @param between differences of whole packages
 * @param extras APIs that no release of their framework has
 * @param cards the cards
 */
record CardFile(
    List<Difference> differences,
    List<Between> between,
    Map<String, Extra> extras,
    List<Card> cards) {
  /** All files, in the order of their names. */
  static List<CardFile> all() {
    return Resources.list("cards", ".yaml").stream()
        .map(entry -> Resources.yaml(entry, CardFile.class))
        .toList();
  }

  @JsonCreator
  static CardFile read(
      @JsonProperty("kind") Card.@Nullable Kind kind,
      @JsonProperty("differences") @Nullable Map<String, Text> differences,
      @JsonProperty("between") @Nullable List<Between> between,
      @JsonProperty("extras") @Nullable Map<String, Extra> extras,
      @JsonProperty("cards") @Nullable List<Written> cards) {
    return new CardFile(
        differences == null
            ? List.of()
            : differences.entrySet().stream()
                .map(e -> new Difference(e.getKey(), e.getValue()))
                .toList(),
        between == null ? List.of() : between,
        extras == null ? Map.of() : extras,
        cards == null ? List.of() : cards.stream().flatMap(card -> card.all(kind)).toList());
  }

  /**
   * Differences that all optimizers of two packages show.
   *
   * @param from how names of the source start
   * @param to how names of the target start
   * @param except a target that does not show them; empty for none
   * @param differences their ids
   */
  record Between(
      @JsonProperty(value = "from", required = true) String from,
      @JsonProperty(value = "to", required = true) String to,
      @JsonProperty("except") @Nullable String except,
      @JsonProperty(value = "differences", required = true) List<String> differences) {

    boolean covers(Card card) {
      return card.kind() == Card.Kind.OPTIMIZER
          && card.from().startsWith(from)
          && card.to().startsWith(to)
          && !card.to().equals(except);
    }
  }

  /**
   * Cards as they are written: without what their file and the signatures say; one for each of
   * several sources of which the same holds.
   */
  record Written(
      @JsonProperty(value = "from", required = true)
          @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          List<String> from,
      @JsonProperty(value = "to", required = true) String to,
      @Nullable List<Argument> arguments,
      @JsonProperty(value = "cases", required = true) List<Case> cases,
      @Nullable List<RewriteStep> rewrites,
      @Nullable List<String> always,
      @Nullable Evidence evidence,
      @Nullable Map<String, VersionRange> versions,
      @Nullable Text cost,
      @Nullable List<Text> notes) {

    Stream<Card> all(Card.@Nullable Kind kind) {
      if (kind == null) {
        throw new IllegalArgumentException("a file with cards must say their kind");
      }
      return from.stream().map(source -> card(kind, source));
    }

    private Card card(Card.Kind kind, String source) {
      return new Card(
          kind,
          source,
          to,
          copy(arguments),
          copy(cases),
          copy(rewrites),
          copy(always),
          evidence == null ? Evidence.NONE : evidence,
          versions == null ? Map.of() : Map.copyOf(versions),
          Optional.ofNullable(cost),
          copy(notes));
    }

    private static <T> List<T> copy(@Nullable List<T> list) {
      return list == null ? List.of() : List.copyOf(list);
    }
  }
}
