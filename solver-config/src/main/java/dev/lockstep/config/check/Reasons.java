package dev.lockstep.config.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ResourceBundle;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a facade says of a refused value, in another language: the sentences {@code reason.*} of the
 * catalogue, in which {@code {1}} stands for any text.
 *
 * @param sentences the most particular first
 */
record Reasons(List<Sentence> sentences) {
  /** Sentences stay as they are. */
  static final Reasons NONE = new Reasons(List.of());

  private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");
  private static final String PREFIX = "reason.";

  /**
   * A sentence.
   *
   * @param original its form in the facade's language
   * @param other the same in the other one
   */
  record Sentence(Pattern original, String other) {
    /** How much of it is fixed. */
    private int weight() {
      return original.pattern().length();
    }
  }

  /** The sentences that both have. */
  Reasons(ResourceBundle from, ResourceBundle to) {
    this(pairs(from, to));
  }

  private static List<Sentence> pairs(ResourceBundle from, ResourceBundle to) {
    List<Sentence> pairs = new ArrayList<>();
    for (String key : from.keySet()) {
      if (key.startsWith(PREFIX) && to.containsKey(key)) {
        pairs.add(new Sentence(pattern(from.getString(key)), to.getString(key)));
      }
    }
    pairs.sort(Comparator.comparingInt(Sentence::weight).reversed());
    return List.copyOf(pairs);
  }

  private static Pattern pattern(String sentence) {
    StringBuilder regex = new StringBuilder();
    int end = 0;
    for (MatchResult place : PLACE.matcher(sentence).results().toList()) {
      regex.append(Pattern.quote(sentence.substring(end, place.start()))).append("(.*?)");
      end = place.end();
    }
    return Pattern.compile(regex + Pattern.quote(sentence.substring(end)), Pattern.DOTALL);
  }

  /** The sentence in the other language, what it holds too; as it is if it is not known. */
  String said(String sentence) {
    for (Sentence known : sentences) {
      Matcher matcher = known.original().matcher(sentence);
      if (matcher.matches()) {
        return PLACE
            .matcher(known.other())
            .replaceAll(
                place ->
                    Matcher.quoteReplacement(
                        said(matcher.group(Integer.parseInt(place.group(1))))));
      }
    }
    return sentence;
  }
}
