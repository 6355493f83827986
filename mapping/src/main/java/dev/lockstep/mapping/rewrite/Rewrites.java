package dev.lockstep.mapping.rewrite;

import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Formula;
import dev.lockstep.mapping.RecordedSignature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The classes that cards with the rewrite {@code generated-optimizer} write into a port.
 *
 * <pre>{@code
 * Card card = Cards.load().find("adam-to-nn-optimizer").orElseThrow();
 * Rewrites.nameOf(card);   // TorchAdam
 * Rewrites.classFor(card); // import mindspore ... class TorchAdam(nn.Optimizer): ...
 * }</pre>
 *
 * <p>Threads: stateless.
 */
public final class Rewrites {
  private Rewrites() {}

  /**
   * The name of the class: the source's, after its package, so that it hides no class of the
   * target's.
   */
  public static String nameOf(Card card) {
    String from = card.from();
    String simple = from.substring(from.lastIndexOf('.') + 1);
    return switch (card.sourceFramework()) {
      case "torch" -> "Torch" + simple;
      case "oneflow" -> (Card.isOfJob(from) ? "OneFlowJob" : "OneFlow") + simple;
      case "megengine" -> "MegEngine" + simple;
      default -> (from.contains(".experimental.") ? "Experimental" : "MindSpore") + simple;
    };
  }

  /**
   * The source text of the class with its imports, ending in a line break; empty if the card makes
   * none. Its constructor takes the options of {@link Card#target()}.
   */
  public static Optional<String> classFor(Card card) {
    return card.isGenerated()
        ? Optional.of(template(card).orElseGet(() -> fromFormula(card)))
        : Optional.empty();
  }

  private static String fromFormula(Card card) {
    Formula formula =
        Formula.of(card.from())
            .orElseThrow(
                () ->
                    new IllegalArgumentException("neither formula nor template for " + card.id()));
    boolean torch = card.targetFramework().equals("torch");
    RecordedSignature signature = card.target();
    Update update = Update.of(formula, torch ? Dialect.TORCH : Dialect.MINDSPORE);
    Skeleton skeleton = new Skeleton(nameOf(card), formula, signature, update);
    return torch ? TorchClass.of(skeleton) : MindSporeClass.of(skeleton);
  }

  private static Optional<String> template(Card card) {
    try (InputStream file = Rewrites.class.getResourceAsStream(card.id() + ".py")) {
      return file == null
          ? Optional.empty()
          : Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
