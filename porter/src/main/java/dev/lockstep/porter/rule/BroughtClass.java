package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.rewrite.Rewrites;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An optimizer class that the target framework does not have. */
final class BroughtClass {
  /** The imports of such a class: what stands in front of it. */
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^(?:import|from (\\S+) import) (.+)\\R");

  private static final Pattern ITEM = Pattern.compile("\\w+");

  private final FilePort port;
  private final Card card;

  BroughtClass(FilePort port, Card card) {
    this.port = port;
    this.card = card;
  }

  /** Writes the class unless the file has it by now; returns its name. */
  String name() {
    return port.bring(Rewrites.nameOf(card), this::write);
  }

  private void write(String name) {
    String text =
        Rewrites.classFor(card)
            .orElseThrow()
            .replaceAll("\\b" + Rewrites.nameOf(card) + "\\b", name);
    BroughtCode.write(port, "\n\n" + qualified(text));
  }

  /** Without its imports, and with the full names of what they give. */
  private static String qualified(String text) {
    Matcher imports = IMPORT.matcher(text);
    String bare = imports.replaceAll("").stripLeading();
    for (MatchResult line : imports.reset().results().filter(m -> m.group(1) != null).toList()) {
      for (MatchResult item : ITEM.matcher(line.group(2)).results().toList()) {
        String use = "(?<![\\w.])%s(?=[.()])".formatted(item.group());
        bare = bare.replaceAll(use, line.group(1) + "." + item.group());
      }
    }
    return bare;
  }
}
