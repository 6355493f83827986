package dev.lockstep.config.check;

import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sentences of the rules in one language; see {@code ValidationMessages.properties}. */
final class Catalogue {
  private static final Pattern PLACE = Pattern.compile("\\{\\w+}");

  private final ResourceBundle bundle;
  private final Reasons reasons;

  private Catalogue(Locale locale) {
    ResourceBundle.Control noFallback =
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    bundle = ResourceBundle.getBundle("ValidationMessages", locale, noFallback);
    reasons =
        locale.equals(Locale.ROOT)
            ? Reasons.NONE
            : new Reasons(
                ResourceBundle.getBundle("ValidationMessages", Locale.ROOT, noFallback), bundle);
  }

  /** The sentences in that language; English unless it is Chinese. */
  static Catalogue in(Locale locale) {
    boolean chinese = locale.getLanguage().equals(Locale.CHINESE.getLanguage());
    return new Catalogue(chinese ? Locale.CHINESE : Locale.ROOT);
  }

  /** What is wrong. */
  String message(Problem problem) {
    return filled(problem.rule().id(), problem) + bundle.getString("stop");
  }

  /** How to repair it: the nearest word if there is one, else what always helps. */
  String fix(Problem problem) {
    return problem.suggestion().isEmpty()
        ? filled(problem.rule().id() + ".fix", problem)
        : filled("did-you-mean", problem);
  }

  private String filled(String key, Problem problem) {
    String text = bundle.getString(key);
    Map<String, String> values =
        Map.of(
            "{path}", problem.path().isEmpty() ? bundle.getString("whole") : problem.path(),
            "{got}", problem.got(),
            "{allowed}", reasons.said(problem.allowed()),
            "{suggestion}", problem.suggestion());
    return PLACE
        .matcher(text)
        .replaceAll(m -> Matcher.quoteReplacement(values.getOrDefault(m.group(), m.group())));
  }
}
