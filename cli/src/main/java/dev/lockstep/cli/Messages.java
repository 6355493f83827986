package dev.lockstep.cli;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** The catalogue of sentences in one language. */
public final class Messages {
  private static final String CATALOGUE = "dev.lockstep.cli.messages";

  private final Locale locale;
  private final ResourceBundle bundle;

  private Messages(Locale locale) {
    this.locale = locale;
    ResourceBundle.Control noFallback =
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    this.bundle = ResourceBundle.getBundle(CATALOGUE, locale, noFallback);
  }

  /** The catalogue in that language; English unless it is Chinese. */
  public static Messages in(Locale locale) {
    boolean chinese = locale.getLanguage().equals(Locale.CHINESE.getLanguage());
    return new Messages(chinese ? Locale.CHINESE : Locale.ROOT);
  }

  /** The language: {@code zh} or {@code en}. */
  public String language() {
    return locale.equals(Locale.CHINESE) ? "zh" : "en";
  }

  /**
   * A sentence with its arguments; numbers are shown as they are, without grouping. Only with
   * arguments it is a {@link MessageFormat}, because picocli shows the others as they stand.
   */
  public String text(String key, Object... args) {
    if (args.length == 0) {
      return bundle.getString(key);
    }
    Object[] shown = new Object[args.length];
    for (int i = 0; i < args.length; i++) {
      shown[i] = String.valueOf(args[i]);
    }
    return new MessageFormat(bundle.getString(key), locale).format(shown);
  }

  /** Sentences without arguments: the head of a table. */
  public List<String> list(String... keys) {
    return Arrays.stream(keys).map(key -> text(key)).toList();
  }

  /** The catalogue itself, for picocli. */
  ResourceBundle bundle() {
    return bundle;
  }
}
