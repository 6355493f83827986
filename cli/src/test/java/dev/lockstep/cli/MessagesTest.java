package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MessagesTest {
  private final Properties english = load("messages.properties");
  private final Properties chinese = load("messages_zh.properties");

  private static Properties load(String name) {
    Properties properties = new Properties();
    try (InputStream file = Messages.class.getResourceAsStream(name);
        Reader reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return properties;
  }

  @Test
  void bothLanguagesHaveTheSameKeys() {
    assertEquals(
        new TreeSet<>(english.stringPropertyNames()), new TreeSet<>(chinese.stringPropertyNames()));
  }

  @Test
  void bothLanguagesUseTheSameArguments() {
    for (String key : english.stringPropertyNames()) {
      assertEquals(
          arguments(english.getProperty(key)), arguments(chinese.getProperty(key, "")), key);
    }
  }

  @Test
  void apostrophesAreDoubledWhereThereAreArguments() {
    for (Properties catalogue : List.of(english, chinese)) {
      for (String key : catalogue.stringPropertyNames()) {
        String sentence = catalogue.getProperty(key);
        boolean hasArguments = !arguments(sentence).isEmpty();
        assertFalse(
            hasArguments ? sentence.replace("''", "").contains("'") : sentence.contains("''"), key);
      }
    }
  }

  private static Set<String> arguments(String sentence) {
    Set<String> arguments = new TreeSet<>();
    Pattern.compile("\\{\\d+\\}")
        .matcher(sentence)
        .results()
        .forEach(match -> arguments.add(match.group()));
    return arguments;
  }

  @Test
  void otherLanguagesSpeakEnglish() {
    assertFalse(Messages.in(Locale.FRENCH).text("no-file", "x").isEmpty());
    assertEquals(
        Messages.in(Locale.ENGLISH).text("no-file", "x"),
        Messages.in(Locale.FRENCH).text("no-file", "x"));
  }
}
