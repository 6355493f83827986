package dev.lockstep.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mindspore.Quirk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The site as a whole. */
class GuideTest {
  private static final Map<String, String> FILES = Guide.make().files();
  private static final Map<String, HtmlPage> PAGES = pages();

  private static Map<String, HtmlPage> pages() {
    Map<String, HtmlPage> pages = new LinkedHashMap<>();
    FILES.forEach(
        (path, text) -> {
          if (path.endsWith(".html")) {
            pages.put(path, HtmlPage.read(text));
          }
        });
    return pages;
  }

  @Test
  void everyPageIsValidHtml() {
    List<String> errors = new ArrayList<>();
    PAGES.forEach((path, page) -> page.errors().forEach(e -> errors.add(path + ":" + e)));
    assertEquals(List.of(), errors);
  }

  @Test
  void everyLinkLeadsToAPlaceInTheSite() {
    List<String> broken = new ArrayList<>();
    PAGES.forEach(
        (path, page) ->
            page.links().stream()
                .filter(link -> !leadsSomewhere(path, link))
                .forEach(link -> broken.add(path + ": " + link)));
    assertEquals(List.of(), broken);
  }

  @Test
  void everyPageLoadsFilesOfTheSiteOnly() {
    PAGES.forEach(
        (path, page) ->
            page.sources()
                .forEach(
                    source ->
                        assertTrue(
                            FILES.containsKey(resolve(path, source)), path + ": " + source)));
    FILES.forEach(
        (path, text) -> {
          assertFalse(text.contains("https://"), path);
          assertFalse(text.contains("url("), path);
        });
  }

  @Test
  void bothLanguagesHaveTheSamePages() {
    assertEquals(paths("en/"), paths("zh/"));
  }

  @Test
  void everyCardDifferenceAndQuirkHasItsPage() {
    Cards cards = Cards.load();
    for (Card card : cards.all()) {
      HtmlPage page = Objects.requireNonNull(PAGES.get("en/api/" + card.from() + ".html"));
      assertTrue(page.ids().contains(card.id()), card.id());
    }
    cards.differences().forEach(d -> assertPage("differences/" + d.id()));
    for (Quirk quirk : Quirk.values()) {
      assertPage("quirks/" + quirk.id());
    }
  }

  @Test
  void formulasAreShownAsMathMl() {
    HtmlPage adam = Objects.requireNonNull(PAGES.get("zh/api/torch.optim.Adam.html"));
    assertTrue(adam.elements().containsAll(Set.of("math", "mfrac", "msqrt", "msup")));
  }

  @Test
  void everyChapterQuotesPythonAndJava() {
    for (String id : Quoted.text("chapters/order.txt").lines().toList()) {
      String page = Objects.requireNonNull(FILES.get("en/chapters/" + id + ".html"));
      assertTrue(page.contains("PyTorch") && page.contains("<pre"), id);
      assertTrue(page.contains("Java, MindSpore style"), id);
    }
  }

  private static void assertPage(String name) {
    assertTrue(PAGES.containsKey("en/" + name + ".html"), name);
  }

  private static Set<String> paths(String language) {
    Set<String> paths = new TreeSet<>();
    FILES.keySet().stream()
        .filter(path -> path.startsWith(language))
        .forEach(path -> paths.add(path.substring(language.length())));
    return paths;
  }

  private static boolean leadsSomewhere(String path, String link) {
    String[] parts = link.split("#", 2);
    String target = parts[0].isEmpty() ? path : resolve(path, parts[0]);
    HtmlPage page = PAGES.get(target);
    return parts.length == 1
        ? FILES.containsKey(target)
        : page != null && page.ids().contains(parts[1]);
  }

  private static String resolve(String path, String link) {
    return Path.of("/").resolve(path).resolveSibling(link).normalize().toString().substring(1);
  }
}
