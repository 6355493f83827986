package dev.lockstep.conformance.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.mapping.Witness;
import dev.lockstep.mapping.Witnesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every claimed difference has a witness, kept as data and found again here.
 *
 * <p>With {@code -Dlockstep.test.args=-Dlockstep.witnesses=write} the data is written instead.
 */
class WitnessTest {
  private static final int TRIES = 1000;
  private static final boolean WRITE = "write".equals(System.getProperty("lockstep.witnesses"));

  private static List<Card> cards() {
    return Cards.load().all().stream().filter(ClaimTrial::isPossible).toList();
  }

  private static List<Witness> search(Card card) {
    List<Witness> found = new ArrayList<>();
    for (Claim claim : Claim.of(card)) {
      if (claim.verdict() == Verdict.DIVERGES) {
        found.add(
            new WitnessSearch(claim)
                .find(TRIES)
                .orElseThrow(() -> FalseVerdict.noWitness(claim, TRIES)));
      }
    }
    return found;
  }

  @TestFactory
  List<DynamicTest> everyDifferenceIsShownBySmallNumbers() {
    Witnesses recorded = Witnesses.load();
    List<DynamicTest> tests = new ArrayList<>();
    for (Card card : cards()) {
      tests.add(DynamicTest.dynamicTest(card.id(), () -> check(card, recorded)));
    }
    return tests;
  }

  private static void check(Card card, Witnesses recorded) throws IOException {
    List<Witness> found = search(card);
    if (WRITE) {
      write(card, found);
    } else {
      assertEquals(text(recorded.of(card)), text(found), "stale: write the witnesses again");
    }
  }

  @Test
  void everyRecordedWitnessIsOfACardThatClaimsADifference() {
    Cards cards = Cards.load();
    for (Witness witness : Witnesses.load().all()) {
      boolean claimed =
          cards
              .find(witness.card())
              .filter(card -> card.cases().size() > witness.row())
              .map(card -> card.cases().get(witness.row()).verdict() == Verdict.DIVERGES)
              .orElse(false);
      assertTrue(WRITE || claimed, witness.card() + " case " + witness.row());
    }
  }

  private static void write(Card card, List<Witness> found) throws IOException {
    Path folder =
        Path.of(Objects.requireNonNull(System.getProperty("lockstep.root")))
            .resolve("mapping/src/main/resources/dev/lockstep/mapping/witnesses");
    Path file = folder.resolve(card.id() + ".json");
    if (found.isEmpty()) {
      Files.deleteIfExists(file);
    } else {
      Files.createDirectories(folder);
      Files.writeString(file, text(found) + "\n");
    }
  }

  /** As the data files have it: one value a line, lists on one. */
  private static String text(List<Witness> witnesses) {
    try {
      DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
      printer.indentArraysWith(
          new DefaultPrettyPrinter.FixedSpaceIndenter() {
            @Override
            public void writeIndentation(JsonGenerator generator, int level) {
              // elements of a list follow each other
            }
          });
      return new ObjectMapper().writer(printer).writeValueAsString(witnesses);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
