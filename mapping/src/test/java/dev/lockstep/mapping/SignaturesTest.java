package dev.lockstep.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SignaturesTest {
  @Test
  void aVersionIsAnsweredByTheNewestRecordedThatIsNotNewer() {
    assertEquals("2.15.0", Signatures.of("torch", "").version());
    assertEquals("2.1.2", Signatures.of("torch", "2.4").version());
    assertEquals("1.13.1", Signatures.of("torch", "1.8").version());
    assertEquals("2.7.0", Signatures.of("mindspore", "2.9.1").version());
  }

  @Test
  void defaultsAreThoseOfTheirRelease() {
    assertTrue(option("1.13.1", "torch.optim.SGD", "lr").required());
    assertEquals(0.001, option("2.15.0", "torch.optim.SGD", "lr").defaultValue());
  }

  @Test
  void anOptionThatWasRemovedIsStillKnown() {
    RecordedSignature step = Signatures.ofAllReleases("torch.optim.lr_scheduler.StepLR");
    assertTrue(step.option("verbose").isPresent());
    assertFalse(
        Signatures.of("torch", "")
            .find("torch.optim.lr_scheduler.StepLR")
            .orElseThrow()
            .option("verbose")
            .isPresent());
  }

  @Test
  void decoratedClassesAreRecordedWithTheirKeywords() {
    RecordedSignature adam = Signatures.of("mindspore", "").find("mindspore.nn.Adam").orElseThrow();
    assertEquals(
        List.of(
            "params",
            "learning_rate",
            "beta1",
            "beta2",
            "eps",
            "use_locking",
            "use_nesterov",
            "weight_decay",
            "loss_scale",
            "use_amsgrad",
            "use_lazy",
            "use_offload"),
        adam.options().stream().map(RecordedOption::name).toList());
  }

  @Test
  void releasesAreComparedNumberByNumber() {
    assertTrue(VersionRange.of("2.9..").contains("2.10.0"));
    assertFalse(VersionRange.of("..2.9").contains("2.10.0"));
    assertTrue(VersionRange.of("..2.9").contains("2.9.1"));
  }

  private static RecordedOption option(String version, String api, String name) {
    return Signatures.of("torch", version).find(api).orElseThrow().option(name).orElseThrow();
  }
}
