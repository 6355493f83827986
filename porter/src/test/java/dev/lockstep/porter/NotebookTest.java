package dev.lockstep.porter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.porter.python.Source;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Notebooks: the code of their cells is ported as one script, all else stays. */
class NotebookTest {
  private static final String NOTEBOOK =
      """
      {
       "cells": [
        {
         "cell_type": "markdown",
         "source": ["import torch"]
        },
        {
         "cell_type": "code",
         "outputs": [{"text": ["import torch\\n"]}],
         "source": [
          "%matplotlib inline\\n",
          "import torch\\n",
          "optimizer = torch.optim.SGD(model.parameters(), lr=0.1)"
         ]
        },
        {
         "cell_type": "code",
         "source": "for x in loader:\\n    optimizer.zero_grad()\\n    loss = model(x)\\n    loss.backward()\\n    optimizer.step()\\nprint('caf\\u00e9')"
        },
        {
         "cell_type": "code",
         "source": [
          "%%time\\n",
          "torch.save(1"
         ]
        }
       ],
       "nbformat": 4
      }
      """;

  private static FileReport port(String text) {
    return new Porter(PortOptions.torchToMindSpore())
        .port(List.of(Source.of("a.ipynb", text)))
        .files()
        .get(0);
  }

  @Test
  void onlyTheSourceOfPortedCellsChanges() {
    String ported = port(NOTEBOOK).ported();
    String expected =
        NOTEBOOK
            .replace("\"import torch\\n\",", "\"import mindspore\\n\",")
            .replace(
                "torch.optim.SGD(model.parameters(), lr=0.1)",
                "mindspore.nn.SGD(model.trainable_params(), learning_rate=0.1)")
            .replace(
                "for x in loader:\\n    optimizer.zero_grad()\\n    loss = model(x)\\n    loss.backward()\\n    optimizer.step()\\n",
                "def forward_fn(x):\\n    loss = model(x)\\n    return loss\\n\\n"
                    + "grad_fn = mindspore.value_and_grad(forward_fn, None, optimizer.parameters)\\n\\n"
                    + "for x in loader:\\n    loss, grads = grad_fn(x)\\n    optimizer(grads)\\n");
    assertEquals(expected, ported);
  }

  @Test
  void decisionsStandOnTheLinesOfTheNotebook() {
    assertTrue(
        port(NOTEBOOK).decisions().stream()
            .anyMatch(d -> d.line() == 13 && d.rule().equals("optimizer-construction")));
  }

  @Test
  void aSecondPortChangesNothing() {
    String once = port(NOTEBOOK).ported();
    assertEquals(once, port(once).ported());
  }

  @Test
  void aCellThatIsNoPythonIsTold() {
    FileReport report = port(NOTEBOOK);
    assertEquals(Status.PARTLY, report.status());
    assertTrue(
        report.decisions(Action.REFUSED).stream()
            .anyMatch(d -> d.line() == 22 && d.reason().en().contains("the cell is no Python")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%%time", "%%capture out", "files = !ls", "optim.SGD?", "?optim", "%cd data"})
  void linesOfIPythonStayAboveWhatIsPorted(String line) {
    String cell = "%s\\nfrom torch import optim\\noptimizer = optim.SGD(p, lr=1)".formatted(line);
    String ported = port(notebook(cell)).ported();
    assertTrue(ported.contains("\"%s\\n".formatted(line)), ported);
    assertTrue(ported.contains("from mindspore.experimental import optim"), ported);
  }

  @Test
  void aCellThatAnotherProgramRunsIsTold() {
    FileReport report = port(notebook("%%writefile train.py\\nimport torch"));
    assertTrue(report.decisions(Action.REFUSED).get(0).reason().en().startsWith("a magic runs"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"cells\": [ | a.ipynb:1:12: not a notebook: Unexpected end",
        "{\"cells\": [} | a.ipynb:1:12: not a notebook: Unexpected close marker",
        "{\"worksheets\": []} | a.ipynb:1:1: not a notebook of format 4",
        "[] | a.ipynb:1:1: not a notebook of format 4",
        "`` | a.ipynb:1:1: not a notebook of format 4",
      })
  void whatIsNoNotebookIsRefusedInOneLine(String text, String problem) {
    String found = port(text).problem().orElseThrow();
    assertTrue(found.startsWith(problem), found);
    assertEquals(1, found.lines().count(), found);
  }

  /** A notebook of one cell, in JSON's way of writing. */
  private static String notebook(String cell) {
    return "{\"cells\": [{\"cell_type\": \"code\", \"source\": \"%s\"}]}".formatted(cell);
  }
}
