package dev.lockstep.porter.plan;

import dev.lockstep.mapping.Text;
import java.util.List;
import java.util.Locale;

/** Sentences put together in both languages. */
public final class Texts {
  /** Says nothing: {@link #join} leaves it out. */
  public static final Text NOTHING = new Text(".", "。");

  private Texts() {}

  /** Sentence after sentence. */
  public static Text join(List<Text> parts) {
    List<Text> said = parts.stream().filter(t -> !t.equals(NOTHING)).toList();
    String en = String.join(" ", said.stream().map(t -> sentence(t.en(), ".")).toList());
    String zh = String.join("", said.stream().map(t -> sentence(t.zh(), "。")).toList());
    return said.isEmpty() ? NOTHING : new Text(en, zh);
  }

  /** Sentence after sentence. */
  public static Text join(Text... parts) {
    return join(List.of(parts));
  }

  private static String sentence(String text, String end) {
    boolean ended = text.endsWith(".") || text.endsWith("。");
    boolean word = text.matches("(?s)[a-z]+[ ,].*");
    String first = word ? text.substring(0, 1).toUpperCase(Locale.ROOT) : text.substring(0, 1);
    return first + text.substring(1) + (ended ? "" : end);
  }

  /** A text with the same arguments in both languages. */
  public static Text format(String en, String zh, Object... args) {
    return new Text(en.formatted(args), zh.formatted(args));
  }
}
