package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.checkpoint.Format;
import dev.lockstep.checkpoint.MindSporeFile;
import dev.lockstep.checkpoint.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointCommandTest {
  private static final Path RECORDED =
      Path.of("../checkpoint/src/test/resources/dev/lockstep/checkpoint");
  private static final Path TORCH = RECORDED.resolve("adamw.pt");

  /** Its two groups have the parameters in the model's order. */
  private static final String ORDER = "--order=*";

  @TempDir private Path folder = Path.of("");

  private static Run run(String... args) {
    Run run = Run.of(args);
    assertTrue(run.isTidy(), run.toString());
    return run;
  }

  @Test
  void inspectShowsEveryKey() throws IOException {
    Path json = folder.resolve("keys.json");
    Run run = run("checkpoint", "inspect", TORCH.toString(), "--json", json.toString());
    assertEquals(0, run.code(), run.toString());
    assertTrue(run.out().contains("optimizer.state.0.max_exp_avg_sq"), run.out());
    JsonNode document = new ObjectMapper().readTree(json.toFile());
    assertEquals("torch", document.get("format").textValue());
    assertTrue(document.get("verified").booleanValue());
  }

  @Test
  void aCheckpointWithoutAChecksumIsSaidToBeUnverified() {
    Run run = run("checkpoint", "inspect", RECORDED.resolve("adam.ckpt").toString());
    assertTrue(run.out().contains("without a checksum"), run.out());
  }

  @Test
  void torchsStateGoesToMindSporeAndBackUnchanged() throws IOException {
    Path ckpt = folder.resolve("adamw.ckpt");
    Path back = folder.resolve("back.pt");
    String target = "mindspore.experimental.optim.AdamW";
    assertEquals(
        0,
        convert(TORCH, ckpt, "--from=torch.optim.AdamW", "--to=" + target, "--model=model", ORDER)
            .code());
    assertTrue(MindSporeFile.read(Files.readAllBytes(ckpt)).verified());
    Run run =
        convert(
            ckpt,
            back,
            "--from=" + target,
            "--to=torch.optim.AdamW",
            "--set=amsgrad=True",
            "--set=lr=.001");
    assertEquals(0, run.code(), run.toString());
    assertEquals(state(TORCH), state(back));
    assertEquals(model(TORCH), model(back), "running statistics too");
  }

  /** The model's tensors; MindSpore keeps no count of batches. */
  private static Map<Value, Value> model(Path file) throws IOException {
    Value.Dict root = (Value.Dict) Format.read(Files.readAllBytes(file));
    Map<Value, Value> tensors = new HashMap<>();
    ((Value.Dict) root.get("model"))
        .entries()
        .forEach((key, value) -> tensors.put(key, Value.Array.of(((Value.Array) value).tensor())));
    tensors.keySet().removeIf(key -> key.toString().contains("num_batches_tracked"));
    return tensors;
  }

  @Test
  void theOrderOfGroupsWithoutNamesIsAskedFor() {
    Path ckpt = folder.resolve("x.ckpt");
    Run run =
        convert(
            TORCH,
            ckpt,
            "--from=torch.optim.AdamW",
            "--to=mindspore.experimental.optim.AdamW",
            "--model=model");
    assertEquals(1, run.code());
    assertTrue(run.err().contains("2 groups and no names"), run.err());
    assertTrue(run.err().contains("--order"), run.err());
    assertFalse(Files.exists(ckpt));
  }

  @Test
  void anotherClassThanTheFilesIsRefused() {
    Path ckpt = folder.resolve("x.ckpt");
    Run coupled =
        convert(TORCH, ckpt, "--from=torch.optim.Adam", "--to=mindspore.nn.Adam", "--model=model");
    assertEquals(2, coupled.code());
    assertTrue(coupled.err().contains("torch.optim.AdamW"), coupled.err());
    Run radam =
        convert(
            TORCH,
            ckpt,
            "--from=torch.optim.RAdam",
            "--to=mindspore.experimental.optim.RAdam",
            "--model=model");
    assertTrue(radam.err().contains("of another class: amsgrad"), radam.err());
    Run momentum =
        convert(
            RECORDED.resolve("adam.ckpt"),
            folder.resolve("x.pt"),
            "--from=mindspore.nn.Momentum",
            "--to=torch.optim.SGD");
    assertEquals(2, momentum.code());
    assertTrue(momentum.err().contains("no state of mindspore.nn.Momentum"), momentum.err());
    assertFalse(Files.exists(ckpt));
  }

  @Test
  void aRateThatTheFileDoesNotSayMustBeGiven() {
    Path ckpt = folder.resolve("adamw.ckpt");
    Path back = folder.resolve("back.pt");
    String target = "mindspore.experimental.optim.AdamW";
    convert(TORCH, ckpt, "--from=torch.optim.AdamW", "--to=" + target, "--model=model", ORDER);
    Run run =
        convert(ckpt, back, "--from=" + target, "--to=torch.optim.AdamW", "--set=amsgrad=true");
    assertEquals(2, run.code());
    assertTrue(run.err().contains("--set lr=0.1"), run.err());
    assertFalse(Files.exists(back));
    Run steps = convert(TORCH, ckpt, "--model=model", "--steps=-1");
    assertTrue(steps.err().contains("--steps must be from 0 to"), steps.err());
  }

  @Test
  void whatAnOptionIsSetToByDefaultIsSaid() {
    Run run =
        convert(
            RECORDED.resolve("adam.ckpt"),
            folder.resolve("x.pt"),
            "--from=mindspore.nn.Adam",
            "--to=torch.optim.Adam",
            "--dry-run");
    assertEquals(0, run.code(), run.toString());
    assertTrue(run.out().contains("param_groups: weight_decay"), run.out());
    assertTrue(run.out().contains("torch's default; else give --set"), run.out());
  }

  private static Value state(Path file) throws IOException {
    Value.Dict root = (Value.Dict) Format.read(Files.readAllBytes(file));
    return ((Value.Dict) root.get("optimizer")).get("state");
  }

  private Run convert(Path in, Path out, String... more) {
    String[] args = new String[more.length + 4];
    args[0] = "checkpoint";
    args[1] = "convert";
    args[2] = in.toString();
    args[3] = out.toString();
    System.arraycopy(more, 0, args, 4, more.length);
    return run(args);
  }

  @Test
  void aDryRunWritesNothing() {
    Path ckpt = folder.resolve("model.ckpt");
    Run run = convert(TORCH, ckpt, "--model", "model", "--dry-run");
    assertEquals(0, run.code(), run.toString());
    assertTrue(run.out().contains("1.running_mean"), run.out());
    assertTrue(run.out().contains("1.moving_mean"), run.out());
    assertFalse(Files.exists(ckpt));
  }

  @Test
  void whatIsDamagedIsRefusedWithItsRule() throws IOException {
    byte[] bytes = Files.readAllBytes(TORCH);
    bytes[1000] ^= 1; // in data.pkl
    Path damaged = Files.write(folder.resolve("damaged.pt"), bytes);
    Run run = run("checkpoint", "inspect", damaged.toString());
    assertEquals(2, run.code(), run.toString());
    assertTrue(run.err().contains("zip-crc"), run.err());
  }

  @Test
  void wrongUseIsSaidInALine() {
    assertEquals(2, convert(TORCH, folder.resolve("x.txt")).code());
    assertEquals(2, convert(TORCH, folder.resolve("x.ckpt"), "--from", "torch.optim.AdamW").code());
    assertEquals(
        2,
        convert(TORCH, folder.resolve("x.ckpt"), "--from", "torch.optim.Adam", "--to", "x").code());
    assertEquals(2, run("checkpoint", "inspect", folder.resolve("none.pt").toString()).code());
  }

  @Test
  void aStateIsSavedInItsFrameworksOwnFormat() {
    String from = "torch.optim.AdamW";
    String to = "mindspore.experimental.optim.AdamW";
    Path wrong = folder.resolve("state.pt");
    Run run = convert(TORCH, wrong, "--from", from, "--to", to, "--model", "model");
    assertEquals(2, run.code());
    assertTrue(run.err().contains("is saved in a .ckpt file"), run.err());
    assertFalse(Files.exists(wrong));

    Run swapped = convert(TORCH, folder.resolve("x.ckpt"), "--from", to, "--to", from);
    assertEquals(2, swapped.code());
    assertTrue(swapped.err().contains("--from must be an optimizer of torch"), swapped.err());
  }

  @Test
  void whatIsNotFoundIsSaidWithTheKeysThatAreThere() throws IOException {
    Path model = folder.resolve("model.safetensors");
    assertEquals(0, convert(TORCH, model, "--model", "model").code());
    Run run =
        convert(
            model,
            folder.resolve("x.ckpt"),
            "--from=torch.optim.AdamW",
            "--to=mindspore.experimental.optim.AdamW");
    assertEquals(2, run.code());
    assertTrue(run.err().contains("no dictionary with state and param_groups"), run.err());
    assertTrue(run.err().contains("the keys: "), run.err());
  }

  @Test
  void aFileThatIsCutOffIsSaidToBe() throws IOException {
    byte[] bytes = Files.readAllBytes(TORCH);
    Path half = Files.write(folder.resolve("half.pt"), Arrays.copyOf(bytes, bytes.length / 2));
    Run run = run("checkpoint", "inspect", half.toString());
    assertTrue(run.err().contains("zip-structure") && run.err().contains("cut off"), run.err());
  }

  @Test
  void aSettingIsJudgedAsTorchWould() {
    Path out = folder.resolve("x.pt");
    for (String wrong : List.of("betas=[0.9]", "lr=\"x\"", "eps=-1")) {
      Run run =
          convert(
              RECORDED.resolve("adam.ckpt"),
              out,
              "--from=mindspore.nn.Adam",
              "--to=torch.optim.Adam",
              "--set",
              wrong);
      assertEquals(2, run.code(), run.toString());
      assertTrue(run.err().contains("torch.optim.Adam refuses what --set gives: "), run.err());
      assertFalse(Files.exists(out));
    }
  }
}
