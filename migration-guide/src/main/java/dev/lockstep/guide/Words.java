package dev.lockstep.guide;

import dev.lockstep.mapping.Text;
import java.text.MessageFormat;
import java.util.AbstractMap;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;

/** The labels of the guide in one language. */
final class Words {
  private final String language;
  private final ResourceBundle bundle;

  private Words(String language) {
    this.language = language;
    this.bundle =
        ResourceBundle.getBundle(
            Words.class.getPackageName() + ".words",
            language.equals("en") ? Locale.ROOT : Locale.forLanguageTag(language),
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /** The labels in {@code en} or {@code zh}. */
  static Words in(String language) {
    return new Words(language);
  }

  /** {@code en} or {@code zh}. */
  String language() {
    return language;
  }

  /** A label with its arguments. */
  String of(String key, Object... args) {
    if (args.length == 0) {
      return bundle.getString(key);
    }
    Object[] shown = new Object[args.length];
    for (int i = 0; i < args.length; i++) {
      shown[i] = String.valueOf(args[i]);
    }
    return new MessageFormat(bundle.getString(key), Locale.ROOT).format(shown);
  }

  /** A sentence of a card in this language. */
  String of(Text text) {
    return text.in(language);
  }

  /** All labels by key, for templates; labels with arguments are not for them. */
  Map<String, String> all() {
    return new AbstractMap<>() {
      @Override
      public String get(Object key) {
        return of((String) key);
      }

      @Override
      public boolean containsKey(Object key) {
        return bundle.containsKey((String) key);
      }

      @Override
      public Set<Entry<String, String>> entrySet() {
        throw new UnsupportedOperationException("labels are looked up one by one");
      }
    };
  }
}
