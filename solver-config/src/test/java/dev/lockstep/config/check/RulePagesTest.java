package dev.lockstep.config.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RulePagesTest {
  private static Set<String> ids() {
    return Arrays.stream(Rule.values())
        .map(Rule::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyRuleHasAPageAndEveryPageARule() throws IOException {
    try (Stream<Path> files =
        Files.list(Path.of(System.getProperty("lockstep.root"), "doc/rules"))) {
      Set<String> pages =
          files
              .map(file -> file.toFile().getName().replaceFirst("\\.md$", ""))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(ids(), pages);
    }
  }

  @Test
  void everyRuleHasItsSentencesInBothLanguages() {
    for (Locale locale : new Locale[] {Locale.ROOT, Locale.CHINESE}) {
      ResourceBundle bundle =
          ResourceBundle.getBundle(
              "ValidationMessages",
              locale,
              ResourceBundle.Control.getNoFallbackControl(
                  ResourceBundle.Control.FORMAT_PROPERTIES));
      for (String id : ids()) {
        assertTrue(bundle.containsKey(id) && bundle.containsKey(id + ".fix"), id);
      }
    }
  }
}
