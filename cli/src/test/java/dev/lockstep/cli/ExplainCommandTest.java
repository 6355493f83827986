package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.mapping.Cards;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainCommandTest {
  private static Run explain(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "explain";
    System.arraycopy(args, 0, all, 1, args.length);
    Run run = Run.of(all);
    assertTrue(run.isTidy(), run.toString());
    return run;
  }

  @Test
  void aCardShowsVerdictArgumentsFormulasAndWitness() {
    Run run = explain("adam-to-nn-adam");

    assertEquals(0, run.code(), run.toString());
    assertTrue(run.out().contains("DIVERGES     otherwise: eps-inside-correction"), run.out());
    assertTrue(run.out().contains("m = beta1*m + (1 - beta1)*g"), run.out());
    assertTrue(run.out().contains("(0.9, 0.999)"), run.out());
    assertTrue(run.out().contains("Followed by hand:"), run.out());
  }

  @Test
  void anApiShowsItsCallAndTheBestTargetFirst() {
    Run run = explain("torch.optim.AdamW");

    assertEquals(0, run.code(), run.toString());
    int best = run.out().indexOf("mindspore.experimental.optim.AdamW");
    int worse = run.out().indexOf("mindspore.nn.AdamWeightDecay");
    assertTrue(run.out().contains("weight_decay=0.01"), run.out());
    assertTrue(0 < best && best < worse, run.out());
  }

  @Test
  void anApiWithoutAClassSaysWhy() {
    Run run = explain("nn.thor");

    assertEquals(0, run.code(), run.toString());
    assertTrue(run.out().contains("Not computed here: its second-order update needs"), run.out());
  }

  @Test
  void anOlderReleaseHasItsOwnSignature() {
    Run run = explain("torch.optim.SGD", "--torch-version", "1.13");

    assertTrue(run.out().contains("torch.optim.SGD 1.13.1"), run.out());
    assertTrue(run.out().contains("(params, lr, momentum=0"), run.out());
  }

  @ParameterizedTest
  @CsvSource({
    "2.15, ''",
    "2.15.3+cpu, ''",
    "1.13.0rc1, ''",
    "2.4, 2.1.2",
    "1.4, 1.13.1",
    "9.9, 2.15.0",
    "2, 1.13.1"
  })
  void aReleaseThatIsNotRecordedIsSaidToBeStoodFor(String asked, String standsFor) {
    Run run = explain("torch.optim.SGD", "--torch-version", asked);

    assertEquals(0, run.code(), run.toString());
    assertEquals(
        standsFor.isEmpty()
            ? ""
            : "torch %s is not recorded: the signatures of %s stand for it%n"
                .formatted(asked, standsFor),
        run.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "", "2..1", "99999999999", "2.1 ", "v2.1"})
  void whatIsNoReleaseIsRefused(String asked) {
    Run run = explain("torch.optim.SGD", "--torch-version", asked);

    assertEquals(2, run.code(), run.toString());
    assertTrue(run.err().contains("--torch-version V cannot be \"" + asked + "\""), run.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"xx", "", "zh_TW", "deutsch"})
  void aLanguageThatThereIsNotIsRefused(String asked) {
    Run run = explain("torch.optim.SGD", "--lang", asked);

    assertEquals(2, run.code(), run.toString());
    assertTrue(run.err().contains("--lang en|zh"), run.err());
  }

  @Test
  void aDifferenceShowsItsCards() {
    Run run = explain("decay-skips-names", "--lang=zh");

    assertEquals(0, run.code(), run.toString());
    assertTrue(run.out().contains("sgd-to-nn-sgd"), run.out());
    assertTrue(run.out().contains("beta"), run.out());
  }

  @Test
  void everyCardAndDifferenceCanBeExplained() {
    Cards cards = Cards.load();
    cards.all().forEach(card -> assertEquals(0, explain(card.id()).code(), card.id()));
    cards.differences().forEach(d -> assertEquals(0, explain(d.id()).code(), d.id()));
  }

  @Test
  void anUnknownNameGetsTheNearest() {
    Run run = explain("adm-to-nn-adam");

    assertEquals(2, run.code());
    assertTrue(run.err().contains("did you mean adam-to-nn-adam"), run.err());
  }
}
