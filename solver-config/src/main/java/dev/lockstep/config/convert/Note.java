package dev.lockstep.config.convert;

import dev.lockstep.mapping.Text;

/**
 * What a conversion did that is not plain translation, or why it is refused.
 *
 * @param id what it is about: {@code split}, {@code decay-exemption}, or a difference of a card
 * @param text in both languages
 */
public record Note(String id, Text text) {
  static Note of(String id, String en, String zh) {
    return new Note(id, new Text(en, zh));
  }
}
