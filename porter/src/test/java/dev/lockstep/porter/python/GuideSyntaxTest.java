package dev.lockstep.porter.python;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What published guides print that Python refuses is explained, not only refused. */
class GuideSyntaxTest {
  private static Optional<String> problem(String text) {
    return PythonParser.problem(Source.of("guide.py", text));
  }

  @Test
  void aPositionalArgumentAfterANamedOneIsToBeNamed() {
    assertEquals(
        Optional.of(
            "guide.py:1:22: not valid Python: the positional argument get_eval_config() follows a"
                + " named one; name it, too"),
        problem(
            """
            @flow.global_function(type="predict", get_eval_config())
            def eval_job():
                pass
            """));
    assertEquals(Optional.empty(), problem("f(*a, b=1, *c, **d)\n"));
  }

  @Test
  void aLineCannotBeginWithADot() {
    assertEquals(
        Optional.of(
            "guide.py:1:1: not valid Python near \"flow.optimizer.SGD(rates, momentum=0.9)\": a line"
                + " cannot begin with .minimize; put the call in brackets"),
        problem(
            """
            flow.optimizer.SGD(rates, momentum=0.9)
              .minimize(loss)
            """));
  }
}
