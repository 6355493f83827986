package dev.lockstep.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The recorded counter-examples of all cards.
 *
 * <p>Immutable; load once and share.
 */
public final class Witnesses {
  private final List<Witness> all;

  private Witnesses(List<Witness> all) {
    this.all = List.copyOf(all);
  }

  /** Reads all witnesses of this module. */
  public static Witnesses load() {
    List<Witness> all = new ArrayList<>();
    for (Resources.Entry entry : Resources.list("witnesses", ".json")) {
      all.addAll(Arrays.asList(Resources.json(entry, Witness[].class)));
    }
    return new Witnesses(all);
  }

  /** All of them. */
  public List<Witness> all() {
    return all;
  }

  /** Those of a card, in the order of its cases. */
  public List<Witness> of(Card card) {
    return all.stream().filter(w -> w.card().equals(card.id())).toList();
  }

  /** The one of a card's case; empty if the case claims no difference. */
  public Optional<Witness> of(Card card, int row) {
    return of(card).stream().filter(w -> w.row() == row).findFirst();
  }

  /** The first witness of a difference: of a case that names it before any other. */
  public Optional<Witness> of(Difference difference, Cards cards) {
    return all.stream()
        .filter(
            w ->
                cards
                    .find(w.card())
                    .map(card -> card.cases().get(w.row()).differences())
                    .filter(ids -> !ids.isEmpty() && ids.get(0).equals(difference.id()))
                    .isPresent())
        .findFirst();
  }
}
