package dev.lockstep.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleTest {
  @Test
  void everyRuleHasItsLineInTheGuide() throws IOException {
    List<String> explained =
        Files.readAllLines(Path.of("../doc/checkpoints.md")).stream()
            .filter(line -> line.matches("\\| [a-z]+(-[a-z]+)+ \\|.*"))
            .map(line -> line.substring(2, line.indexOf(" |", 2)))
            .toList();
    assertEquals(Arrays.stream(Rule.values()).map(Rule::id).toList(), explained);
  }
}
