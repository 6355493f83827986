package dev.lockstep.porter.rule;

import dev.lockstep.porter.edit.Replacement;
import dev.lockstep.porter.python.Node;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Definitions that a script needs and the target framework does not have, written after its
 * imports, each once.
 *
 * <p>A function or class stands in {@code brought/NAME.py}, calls modules by their full names, and
 * is brought with the others that it names.
 */
final class BroughtCode {
  private static final String[] IMPORTS = {
    "import_statement", "import_from_statement", "future_import_statement"
  };

  /** What a definition takes from modules: {@code %s} is the target framework. */
  private static final String API =
      "(?<![\\w.\"])(%s|json|math|numpy|os|shutil|tempfile|time)(\\.\\w+)+";

  /** Words that may be the names of other definitions. */
  private static final Pattern NAME = Pattern.compile("(?<![\\w.])(MindSpore|mindspore_)\\w+");

  private BroughtCode() {}

  /** The name of a brought definition in the file; it is written there unless it stands there. */
  static String function(FilePort port, String function) {
    return port.bring(function, name -> write(port, text(function), function, name));
  }

  private static void write(FilePort port, String text, String wish, String name) {
    String renamed = "\n\n" + named(withOthers(port, text, wish), wish, name);
    Pattern api = Pattern.compile(API.formatted(port.options().to()));
    insert(
        port,
        r ->
            api.matcher(renamed)
                .replaceAll((MatchResult m) -> quoted(r.name(m.group(), port.file().root())))
                .replace("\n", r.newline()));
  }

  /** A text with the names that the definitions it uses have in the file. */
  private static String withOthers(FilePort port, String text, String wish) {
    String result = text;
    for (String other : NAME.matcher(text).results().map(MatchResult::group).distinct().toList()) {
      if (!other.equals(wish) && BroughtCode.class.getResource(path(other)) != null) {
        result = named(result, other, function(port, other));
      }
    }
    return result;
  }

  private static String named(String text, String wish, String name) {
    return text.replaceAll("\\b" + wish + "\\b", name);
  }

  private static String quoted(String name) {
    return Matcher.quoteReplacement(name);
  }

  /** Writes a definition after the imports. */
  static void insert(FilePort port, Replacement definition) {
    port.edits().insert(afterImports(port), definition);
  }

  private static String path(String function) {
    return "/dev/lockstep/porter/brought/" + function + ".py";
  }

  private static String text(String function) {
    String name = path(function);
    try (InputStream in = BroughtCode.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException(name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  /** After the last of the imports that begin the file; at its start if there are none. */
  private static int afterImports(FilePort port) {
    int offset = 0;
    for (Node statement : port.file().root().children()) {
      boolean text =
          statement.is("expression_statement")
              && statement.children().stream().allMatch(n -> n.is("string"));
      boolean begins = text || statement.is(IMPORTS);
      if (begins) {
        offset = port.file().source().lineEnd(statement.endLine());
      } else if (!statement.is("comment")) {
        return offset;
      }
    }
    return offset;
  }
}
