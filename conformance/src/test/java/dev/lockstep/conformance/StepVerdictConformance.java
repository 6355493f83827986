package dev.lockstep.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.core.DType;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Settings;
import dev.lockstep.mapping.Signatures;
import dev.lockstep.mapping.Truth;
import dev.lockstep.mapping.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Case N of one framework's clipping had the gradients and the limit of case N of the other's: what
 * both made of them is what the card between them says. No class of Lockstep takes part.
 */
class StepVerdictConformance {
  /**
   * The factor of a clipped gradient is the quotient of a limit and a norm, each rounded once or
   * twice on either side, and the product is rounded again.
   */
  private static final int ROUNDINGS = 4;

  private static final Map<String, String> FILES =
      Map.of(
          "torch.nn.utils.clip_grad_norm_", "torch.clip_grad_norm_",
          "torch.nn.utils.clip_grad_value_", "torch.clip_grad_value_",
          "mindspore.ops.clip_by_norm", "mindspore.clip_by_norm",
          "mindspore.ops.clip_by_global_norm", "mindspore.clip_by_global_norm",
          "mindspore.ops.clip_by_value", "mindspore.clip_by_value");

  @TestFactory
  List<DynamicTest> theRecordingsAreAsFarApartAsTheCardSays() {
    return Cards.load().all().stream()
        .filter(card -> FILES.containsKey(card.from()) && FILES.containsKey(card.to()))
        .map(card -> DynamicTest.dynamicTest(card.id(), () -> check(card)))
        .toList();
  }

  private static void check(Card card) throws IOException {
    List<Recorded> left = cases(card.from());
    List<Recorded> right = cases(card.to());
    assertEquals(left.size(), right.size());
    double apart = 0;
    for (int i = 0; i < left.size(); i++) {
      Verdict verdict = verdict(card, left.get(i));
      if (verdict == Verdict.UNSUPPORTED) {
        continue;
      }
      assertEquals(left.get(i).get("grads").json(), right.get(i).get("grads").json());
      double ulp = distance(left.get(i).get("clipped"), right.get(i).get("clipped"));
      int allowed = verdict == Verdict.EXACT ? 0 : ROUNDINGS;
      assertTrue(!verdict.keepsNumbers() || ulp <= allowed, card.id() + " case " + i + ": " + ulp);
      apart = verdict.keepsNumbers() ? apart : Math.max(apart, ulp);
    }
    boolean diverges = card.cases().stream().anyMatch(c -> c.verdict() == Verdict.DIVERGES);
    assertEquals(diverges, apart > ROUNDINGS, card.id() + " is " + apart + " ULP apart at most");
  }

  /** The rewrites left out: how a call is written does not matter here. */
  private static Verdict verdict(Card card, Recorded call) {
    RecordedSignature source =
        Signatures.of(card.sourceFramework(), "").find(card.from()).orElseThrow();
    Settings given = Settings.of(ClipReplay.options(call));
    Settings settings = given.over(source.defaults());
    return card.cases().stream()
        .filter(row -> settings.test(row.when()) == Truth.YES)
        .findFirst()
        .orElseThrow()
        .verdict();
  }

  private static double distance(Recorded left, Recorded right) {
    double worst = 0;
    for (String name : left.keys()) {
      List<Recorded> words = left.get(name).list();
      for (int i = 0; i < words.size(); i++) {
        long a = words.get(i).bits(DType.F32);
        long b = right.get(name).list().get(i).bits(DType.F32);
        worst = Math.max(worst, Bits.distance(DType.F32, a, b));
      }
    }
    return worst;
  }

  private static List<Recorded> cases(String api) throws IOException {
    List<Recorded> cases = new ArrayList<>();
    for (String line : Goldens.lines(Goldens.STEPS.resolve(FILES.get(api) + ".jsonl.gz"))) {
      cases.add(new Recorded("", new ObjectMapper().readTree(line)));
    }
    return cases;
  }
}
