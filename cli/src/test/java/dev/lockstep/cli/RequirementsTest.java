package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequirementsTest {
  @TempDir Path folder = Path.of("");

  private Optional<String> version(String framework) {
    return Requirements.pin(List.of(folder), framework).map(Requirements.Pin::version);
  }

  @ParameterizedTest
  @CsvSource({
    "requirements.txt, torch==1.13.1, 1.13.1",
    "requirements-dev.txt, 'torch == 2.1.2+cu118  # CUDA', 2.1.2",
    "environment.yml, '  - pytorch=2.1', 2.1",
    "pyproject.toml, 'torch = \"==2.1.0\"', 2.1.0",
    "pyproject.toml, 'dependencies = [\"numpy\", \"torch~=1.13\"]', 1.13",
    "setup.cfg, '    torch ==1.13.0', 1.13.0",
  })
  void aPinnedReleaseIsFound(String file, String line, String version) throws IOException {
    Files.writeString(folder.resolve(file), "numpy\n" + line + "\ntorchvision==0.14.1\n");

    assertEquals(Optional.of(version), version("torch"));
  }

  @ParameterizedTest
  @CsvSource({"torch>=1.13", "torchvision==0.14.1", "# torch==1.13", "torch", "my-torch==1.0"})
  void whatIsNoPinIsNone(String line) throws IOException {
    Files.writeString(folder.resolve("requirements.txt"), line + "\n");

    assertEquals(Optional.empty(), version("torch"));
  }

  @Test
  void theNearestFolderAboveTheScriptCounts() throws IOException {
    Path script = Files.createDirectories(folder.resolve("src/train")).resolve("main.py");
    Files.writeString(script, "");
    Files.writeString(folder.resolve("requirements.txt"), "mindspore-ascend==2.7.0\n");

    assertEquals(
        Optional.of("2.7.0"),
        Requirements.pin(List.of(script), "mindspore").map(Requirements.Pin::version));
  }

  @Test
  void aPortSaysWhichReleaseItAssumes() throws IOException {
    Path script = folder.resolve("main.py");
    Files.writeString(script, "import torch\n");
    Files.writeString(folder.resolve("requirements.txt"), "torch==1.13.1\n");

    Run run = Run.of("port", script.toString(), "--to", "mindspore", "--diff");

    assertTrue(run.isTidy(), run.toString());
    assertTrue((run.out() + run.err()).contains("torch 1.13.1"), run.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "1.13, 'SGD(model.parameters())', lr must be given in this release",
    "1.13, 'NAdam(model.parameters(), decoupled_weight_decay=True)', torch.optim.NAdam has no option decoupled_weight_decay",
    "2.1, 'RAdam(model.parameters(), maximize=True)', torch.optim.RAdam has no option maximize",
    "2.1, 'Muon([model.weight])', unknown optimizer torch.optim.Muon",
  })
  void whatTheReleaseDoesNotHaveIsSaid(String version, String call, String message)
      throws IOException {
    Path script = folder.resolve("main.py");
    Files.writeString(
        script,
        "import torch\nmodel = torch.nn.Linear(2, 1)\noptimizer = torch.optim.%s\n"
            .formatted(call));

    Run run = Run.of("port", script.toString(), "--to=mindspore", "--from-version=" + version);

    assertTrue((run.out() + run.err()).contains(message), run.out() + run.err());
    assertTrue(run.code() != Exit.FINE);
  }

  @Test
  void theNewestReleaseHasThem() throws IOException {
    Path script = folder.resolve("main.py");
    Files.writeString(
        script,
        "import torch\nmodel = torch.nn.Linear(2, 1)\noptimizer = torch.optim.SGD(model.parameters())\n");

    assertEquals(Exit.FINE, Run.of("port", script.toString(), "--to=mindspore").code());
  }
}
