package dev.lockstep.porter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.porter.python.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a script gets from other files of its project. */
class FilesTest {
  @Test
  void aStarImportGivesWhatTheOtherFileImports() {
    String network = "import torch as t\nmodel = t.nn.Linear(2, 3)\n";
    String train = "from network import *\noptimizer = t.optim.SGD(model.parameters(), lr=0.1)\n";
    assertEquals(
        """
        import mindspore
        from network import *
        optimizer = mindspore.nn.SGD(model.trainable_params(), learning_rate=0.1)
        """,
        last(Source.of("network.py", network), Source.of("train.py", train)));
  }

  @Test
  void aFileDoesNotImportItself() {
    String optimizer =
        """
        class Scheduled:
            def __init__(self, optimizer):
                self.optimizer = optimizer

            def step(self):
                self.optimizer.step()
        """;
    String helper =
        """
        from torch import optim
        from model import Scheduled
        def run(model, loader):
            scheduled = Scheduled(optim.SGD(model.parameters(), lr=0.1))
            for x in loader:
                model.zero_grad()
                loss = model(x)
                loss.backward()
                scheduled.step()
        """;
    assertEquals(
        """
        import mindspore
        from mindspore.experimental import optim
        from model import Scheduled
        def run(model, loader):
            scheduled = Scheduled(optim.SGD(model.trainable_params(), lr=0.1))

            def forward_fn(x):
                loss = model(x)
                return loss

            grad_fn = mindspore.value_and_grad(forward_fn, None, scheduled.parameters)

            for x in loader:
                loss, grads = grad_fn(x)
                scheduled.step(grads)
        """,
        last(Source.of("model/__init__.py", optimizer), Source.of("utils/model.py", helper)));
  }

  @Test
  void aHelperThatImportsNoFrameworkGoesTheWholeWayThroughTorch() {
    String train =
        """
        import megengine.optimizer as optim
        from helper import decay
        optimizer = optim.SGD(net.parameters(), lr=0.1)
        decay(optimizer)
        """;
    String helper =
        """
        def decay(optimizer):
            for group in optimizer.param_groups:
                group["lr"] = group["lr"] * 0.1
        """;
    assertEquals(
        """
        import mindspore
        def decay(optimizer):
            for group in optimizer.param_groups:
                mindspore.ops.assign(group["lr"], float(group["lr"]) * 0.1)
        """,
        last(Source.of("train.py", train), Source.of("helper.py", helper)));
  }

  @Test
  void aDottedImportLeadsToTheModule() {
    String helper =
        """
        import torch
        def build(model):
            return torch.optim.SGD(model.parameters(), lr=0.1)
        """;
    String train =
        """
        import torch
        import tools.build
        optimizer = tools.build.build(model)
        for group in optimizer.param_groups:
            group["lr"] = 0.01
        """;
    assertEquals(
        """
        import mindspore
        def build(model):
            return mindspore.experimental.optim.SGD(model.trainable_params(), lr=0.1)
        """,
        last(Source.of("train.py", train), Source.of("tools/build.py", helper)));
  }

  private static String last(Source... sources) {
    List<FileReport> files =
        new Porter(PortOptions.torchToMindSpore()).port(List.of(sources)).files();
    return files.get(files.size() - 1).ported();
  }
}
