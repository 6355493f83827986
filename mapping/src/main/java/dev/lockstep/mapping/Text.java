package dev.lockstep.mapping;

/**
 * A sentence in both languages.
 *
 * @param en English
 * @param zh Chinese
 */
public record Text(String en, String zh) {
  /** Both languages must be there. */
  public Text {
    if (en.isBlank() || zh.isBlank()) {
      throw new IllegalArgumentException(
          "a text needs both languages, got en \"%s\", zh \"%s\"".formatted(en, zh));
    }
  }

  /** The sentence in the language {@code zh}, otherwise in English. */
  public String in(String language) {
    return language.equals("zh") ? zh : en;
  }
}
