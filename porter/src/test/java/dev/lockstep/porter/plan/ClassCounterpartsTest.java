package dev.lockstep.porter.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Signatures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ClassCounterpartsTest {
  private static final Pattern ENTRY = Pattern.compile("(?m)^    (\\w+) = (\\S+)$");

  @Test
  void theClassesThatAreHeldByNameAreThoseOfTheCards() throws IOException {
    Signatures signatures = Signatures.of("torch", "");
    ClassCounterparts classes = new ClassCounterparts(Cards.load(), signatures, "mindspore");
    Map<String, String> expected = new TreeMap<>();
    signatures.all().stream()
        .map(RecordedSignature::api)
        .filter(api -> api.matches("torch\\.optim\\.[A-Z]\\w+"))
        .forEach(
            api ->
                classes
                    .of(api)
                    .ifPresent(name -> expected.put(api.substring("torch.optim.".length()), name)));
    Map<String, String> held = new TreeMap<>();
    ENTRY.matcher(text()).results().forEach(entry -> held.put(entry.group(1), entry.group(2)));
    assertEquals(expected, held);
  }

  private static String text() throws IOException {
    String name = "/dev/lockstep/porter/brought/TorchOptimizers.py";
    try (InputStream in = ClassCounterpartsTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
