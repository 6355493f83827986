package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.rewrite.Rewrites;
import dev.lockstep.porter.python.Binding;
import java.util.List;

/** An optimizer class that the target framework does not have. */
final class BroughtClass {
  /** What such classes call modules of the target framework. */
  private static final List<String> ALIASES = List.of("nn", "ops");

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
    String to = port.options().to();
    boolean taken =
        ALIASES.stream()
            .filter(a -> text.matches("(?s).*\\Rfrom " + to + " import [^\\n]*\\b" + a + "\\b.*"))
            .anyMatch(this::isTaken);
    if (taken) {
      BroughtCode.write(port, "\n" + qualified(text) + "\n");
    } else {
      String whole = "\n" + text + "\n";
      BroughtCode.insert(port, r -> whole.replace("\n", r.newline()));
    }
  }

  /** Whether the file calls something else so: the other framework's module. */
  private boolean isTaken(String alias) {
    return port.file().scopes().module().local(alias).stream()
        .anyMatch(b -> b.is(Binding.Kind.IMPORT) && !b.module().startsWith(port.options().to()));
  }

  /** With the full names of what its imports give. */
  private String qualified(String text) {
    String to = port.options().to();
    String imports = "(?m)^(import " + to + "|from " + to + " import .*)\\R";
    return text.replaceAll(imports, "")
        .replaceAll("(?<![\\w.])(" + String.join("|", ALIASES) + ")\\.(?=\\w)", to + ".$1.");
  }
}
