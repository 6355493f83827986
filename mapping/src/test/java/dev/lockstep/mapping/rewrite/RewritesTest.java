package dev.lockstep.mapping.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RewritesTest {
  private final Cards cards = Cards.load();

  private String classOf(String card) {
    return Rewrites.classFor(cards.find(card).orElseThrow()).orElseThrow();
  }

  @Test
  void aClassIsItsFormulaLineForLine() {
    assertEquals(
        """
        from mindspore import nn, ops


        class TorchAdamax(nn.Optimizer):
            \"""The update of torch.optim.Adamax.

            For an element p of a parameter, with the gradient g:

                m = 0                                                        (start)
                u = 0                                                        (start)
                g = -g                                                       (maximize)
                g = g + weight_decay*p
                m = beta1*m + (1 - beta1)*g
                u = max(beta2*u, abs(g) + eps)
                p = p - lr/(1 - beta1^t)*m/u

            t counts the steps from 1.
            \"""

            def __init__(
                self, params, learning_rate=0.002, betas=(0.9, 0.999), eps=1e-08, weight_decay=0,
                maximize=False,
            ):
                super().__init__(learning_rate, params, weight_decay)
                self.betas = betas
                self.eps = eps
                self.maximize = maximize
                self.m = self.parameters.clone(prefix="m", init="zeros")
                self.u = self.parameters.clone(prefix="u", init="zeros")

            def construct(self, gradients):
                rates = self.get_lr()
                decays = self.get_weight_decay()
                self.assignadd(self.global_step, self.global_step_increase_tensor)
                t = int(self.global_step[0])
                beta1, beta2 = self.betas
                eps = self.eps
                maximize = self.maximize
                for i, (parameter, g) in enumerate(zip(self.parameters, gradients)):
                    p = parameter
                    lr = float(rates[i] if self.is_group_lr else rates)
                    weight_decay = float(decays[i] if self.is_group else decays)
                    m = self.m[i]
                    u = self.u[i]
                    if maximize:
                        g = -g
                    g = g + weight_decay * p
                    m = beta1 * m + (1 - beta1) * g
                    u = ops.maximum(beta2 * u, ops.abs(g) + eps)
                    p = p - lr / (1 - beta1**t) * m / u
                    ops.assign(self.m[i], m)
                    ops.assign(self.u[i], u)
                    ops.assign(parameter, p)
                return True
        """,
        classOf("adamax-to-nn-optimizer"));
  }

  @Test
  void everyCardOfAGeneratedClassHasOne() {
    List<Card> generated = cards.all().stream().filter(Card::isGenerated).toList();
    assertTrue(generated.size() > 15);
    for (Card card : generated) {
      assertTrue(
          classOf(card.id()).contains("\n\nclass " + Rewrites.nameOf(card) + "("), card.id());
    }
  }

  @Test
  void otherCardsHaveNone() {
    assertEquals(Optional.empty(), Rewrites.classFor(cards.find("sgd-to-nn-sgd").orElseThrow()));
  }

  @Test
  void anUnknownSignIsRefused() {
    IllegalArgumentException refusal =
        org.junit.jupiter.api.Assertions.assertThrows(
            IllegalArgumentException.class, () -> Expression.of("a + b) * 2"));
    assertEquals("a+b)*2 is not understood from )*2", refusal.getMessage());
  }
}
