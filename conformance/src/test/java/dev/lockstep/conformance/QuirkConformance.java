package dev.lockstep.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.Option;
import dev.lockstep.mindspore.Quirk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every quirk has its page, and the traces that the page names need it; others need none. */
class QuirkConformance {
  private static final Path PAGES = Goldens.FOLDER.resolve("../../../../../doc/quirks").normalize();
  private static final Pattern API = Pattern.compile("`(mindspore\\.[\\w.]+)`");

  @Test
  void everyQuirkHasAPageAndEveryPageAQuirk() throws IOException {
    Set<String> expected = new TreeSet<>(Set.of("README.md"));
    for (Quirk quirk : Quirk.values()) {
      expected.add(quirk.id() + ".md");
      String page = page(quirk);
      assertTrue(page.contains("Quirk." + quirk.name()), () -> quirk.id() + ": how to switch it");
      assertTrue(
          Files.readString(PAGES.resolve("README.md")).contains("(" + quirk.id() + ".md)"),
          () -> quirk.id() + " in the list");
    }
    try (Stream<Path> pages = Files.list(PAGES)) {
      List<String> found = pages.map(page -> page.getFileName().toString()).sorted().toList();
      assertEquals(List.copyOf(expected), found);
    }
  }

  @Test
  void theTracesThatAPageNamesNeedTheQuirk() throws IOException {
    for (Quirk quirk : Quirk.values()) {
      Option without = Quirk.without(quirk);
      for (String api : named(quirk)) {
        assertTrue(deviating(api, without).contains(api), () -> quirk.id() + ": " + api);
      }
    }
  }

  @Test
  void noTraceNeedsAQuirkThatItsPageDoesNotName() throws IOException {
    Set<String> named = new TreeSet<>();
    for (Quirk quirk : Quirk.values()) {
      named.addAll(named(quirk));
    }
    assertEquals(named, deviating("mindspore.*", Quirk.specified()));
  }

  /** The APIs with a case that is not replayed with this option. */
  private static Set<String> deviating(String glob, Option option) throws IOException {
    Conformance replay = new Conformance(Budget.load(), Arithmetic.NATIVE, glob, option);
    Set<String> apis = new TreeSet<>();
    for (FileReport file : replay.replay(Goldens.OPTIMIZERS, done -> {})) {
      file.deviations().forEach(deviation -> apis.add(deviation.id().split("[/#]", 2)[0]));
    }
    return apis;
  }

  private static List<String> named(Quirk quirk) throws IOException {
    List<String> apis = new ArrayList<>();
    page(quirk)
        .lines()
        .filter(line -> line.startsWith("Traces: "))
        .forEach(line -> API.matcher(line).results().map(QuirkConformance::api).forEach(apis::add));
    return apis;
  }

  private static String api(MatchResult match) {
    return match.group(1);
  }

  private static String page(Quirk quirk) throws IOException {
    return Files.readString(PAGES.resolve(quirk.id() + ".md"));
  }
}
