package dev.lockstep.porter;

import dev.lockstep.porter.python.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One case of a table of ports: a script, what it becomes, and what of it stays.
 *
 * @param name the file of the table and the heading of the case
 * @param before the script
 * @param after the port; empty if nothing changes
 * @param refused a line "line construct rule" for each refusal; empty if the case does not say
 */
record Case(String name, String before, Optional<String> after, Optional<String> refused) {
  private static final Pattern PART = Pattern.compile("(?ms)^## ([^\n]*)\n(.*?)(?=^## |\\z)");

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)[^\n]*\n(.*?)^```");

  private static final Pattern BROUGHT = Pattern.compile("(?m)^\\{(\\w+)}\n");

  private static final List<String> TABLES =
      List.of(
          "groups",
          "imports",
          "megengine-to-mindspore",
          "megengine-to-torch",
          "models",
          "oneflow-to-mindspore",
          "oneflow-to-torch",
          "optimizers",
          "refusals",
          "schedules",
          "states",
          "steps",
          "to-torch",
          "training",
          "untouched");

  /** Every case of every table. */
  static Stream<Case> all() {
    return TABLES.stream().flatMap(table -> read(table).stream());
  }

  private static List<Case> read(String table) {
    List<Case> cases = new ArrayList<>();
    Matcher part = PART.matcher(text("cases/" + table + ".md"));
    while (part.find()) {
      List<String> scripts = blocks(part.group(2), "python");
      cases.add(
          new Case(
              table + ": " + part.group(1),
              scripts.get(0),
              scripts.stream().skip(1).findFirst().map(Case::withBrought),
              blocks(part.group(2), "refused").stream().findFirst()));
    }
    return cases;
  }

  /** Lines such as {@code {MindSporeModel}} stand for the code of that name that a port brings. */
  private static String withBrought(String script) {
    return BROUGHT
        .matcher(script)
        .replaceAll(
            line ->
                Matcher.quoteReplacement(
                    "\n\n" + text("/dev/lockstep/porter/brought/" + line.group(1) + ".py")));
  }

  private static List<String> blocks(String part, String language) {
    return BLOCK
        .matcher(part)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  private static String text(String name) {
    try (InputStream in = Case.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }

  /** The direction of its table. */
  PortOptions options() {
    PortOptions there = PortOptions.torchToMindSpore();
    return name.contains("to-torch:")
        ? new PortOptions(there.to(), "", there.from(), "", false)
        : there;
  }

  /** Its port, of a script in its place. */
  FileReport port(String script) {
    return new Porter(options()).port(List.of(Source.of("script.py", script))).files().get(0);
  }

  @Override
  public String toString() {
    return name;
  }
}
