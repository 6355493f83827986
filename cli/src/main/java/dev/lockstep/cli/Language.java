package dev.lockstep.cli;

import java.util.Locale;

/** In which language the command speaks. */
final class Language {
  private Language() {}

  /** What {@code --lang} says, else the environment; needed before arguments are parsed. */
  static Locale of(String[] args) {
    for (int i = 0; i < args.length; i++) {
      if (args[i].startsWith("--lang=")) {
        return Locale.forLanguageTag(args[i].substring("--lang=".length()));
      }
      if (args[i].equals("--lang") && i + 1 < args.length) {
        return Locale.forLanguageTag(args[i + 1]);
      }
    }
    return ofEnvironment();
  }

  /** The language of {@code LC_ALL}, {@code LC_MESSAGES} or {@code LANG}; English if unset. */
  static Locale ofEnvironment() {
    for (String name : new String[] {"LC_ALL", "LC_MESSAGES", "LANG"}) {
      String value = System.getenv(name);
      if (value != null && !value.isEmpty()) {
        return value.startsWith("zh") ? Locale.CHINESE : Locale.ENGLISH;
      }
    }
    return Locale.ENGLISH;
  }
}
