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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassCounterpartsTest {
  private static final Pattern ENTRY = Pattern.compile("(?m)^    (\\w+) = (\\S+)$");

  @ParameterizedTest
  @CsvSource({"torch.optim., TorchOptimizers", "torch.optim.lr_scheduler., TorchSchedulers"})
  void theClassesThatAreHeldByNameAreThoseOfTheCards(String prefix, String file)
      throws IOException {
    Signatures signatures = Signatures.of("torch", "");
    ClassCounterparts classes = new ClassCounterparts(Cards.load(), signatures, "mindspore");
    Map<String, String> expected = new TreeMap<>();
    signatures.all().stream()
        .map(RecordedSignature::api)
        .filter(api -> api.startsWith(prefix) && !api.substring(prefix.length()).contains("."))
        .forEach(
            api ->
                classes
                    .of(api)
                    .ifPresent(name -> expected.put(api.substring(prefix.length()), name)));
    Map<String, String> held = new TreeMap<>();
    ENTRY.matcher(text(file)).results().forEach(entry -> held.put(entry.group(1), entry.group(2)));
    assertEquals(expected, held);
  }

  private static String text(String file) throws IOException {
    String name = "/dev/lockstep/porter/brought/" + file + ".py";
    try (InputStream in = ClassCounterpartsTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
