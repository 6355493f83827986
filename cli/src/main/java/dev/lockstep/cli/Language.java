package dev.lockstep.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** In which language the command speaks. */
enum Language {
  EN,
  ZH;

  /** What {@code --lang} says, else the environment; needed before arguments are parsed. */
  static Language of(String[] args) {
    for (int i = 0; i < args.length; i++) {
      if (args[i].startsWith("--lang=")) {
        return named(args[i].substring("--lang=".length()));
      }
      if (args[i].equals("--lang") && i + 1 < args.length) {
        return named(args[i + 1]);
      }
    }
    return ofEnvironment();
  }

  /**
   * The language of {@code LC_ALL}, {@code LC_MESSAGES} or {@code LANG}; English if unset. The
   * launcher, which may set another locale for Java, hands on what they were.
   */
  static Language ofEnvironment() {
    @Nullable String launched = System.getProperty("lockstep.speaks");
    if (launched != null) {
      return named(launched);
    }
    for (String name : new String[] {"LC_ALL", "LC_MESSAGES", "LANG"}) {
      String value = System.getenv(name);
      if (value != null && !value.isEmpty()) {
        return named(value);
      }
    }
    return EN;
  }

  private static Language named(String value) {
    return value.toLowerCase(Locale.ROOT).startsWith("zh") ? ZH : EN;
  }

  /** The catalogue's. */
  Locale locale() {
    return this == ZH ? Locale.CHINESE : Locale.ENGLISH;
  }
}
