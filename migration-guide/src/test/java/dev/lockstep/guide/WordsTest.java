package dev.lockstep.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void bothLanguagesHaveTheSameLabels() throws IOException {
    assertEquals(keys("words.properties"), keys("words_zh.properties"));
  }

  @Test
  void aLabelWithoutArgumentsIsShownAsItIsWritten() {
    assertEquals("The vendors' tables, tried", Words.in("en").of("official"));
    assertEquals("Contradictions: 1 of 2 rows", Words.in("en").of("official-count", 1, 2));
  }

  private static Set<String> keys(String name) throws IOException {
    Properties labels = new Properties();
    labels.load(new StringReader(Quoted.text(name)));
    return new TreeSet<>(labels.stringPropertyNames());
  }
}
