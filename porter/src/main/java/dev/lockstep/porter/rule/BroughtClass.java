package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.rewrite.Rewrites;
import dev.lockstep.porter.edit.Replacement;

/** An optimizer class that the target framework does not have. */
final class BroughtClass {
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
    String newline = port.file().source().newline();
    String text =
        Rewrites.classFor(card)
            .orElseThrow()
            .replaceAll("\\b" + Rewrites.nameOf(card) + "\\b", name)
            .replace("\n", newline);
    BroughtCode.insert(port, Replacement.of(newline + text + newline));
  }
}
