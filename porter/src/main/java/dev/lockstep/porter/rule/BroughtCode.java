package dev.lockstep.porter.rule;

import dev.lockstep.porter.edit.Rendering;
import dev.lockstep.porter.python.Node;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Functions and classes of Lockstep's own that a port uses, written after the imports of a script:
 * one resource a name, brought with those it uses itself.
 */
final class BroughtCode {
  /** What a resource takes from modules: written as the script calls it. */
  private static final Pattern API =
      Pattern.compile("(?<![.\\w])(?:torch|types|time|os|copy|functools|math)(?:\\.\\w+)+");

  /** The names that a resource may mention. */
  private static final Pattern NAME =
      Pattern.compile("(?<![.\\w])(?:MindSpore\\w+|mindspore_\\w+)");

  private BroughtCode() {}

  /** What a resource's function or class is called in a file, which has it from now on. */
  static String name(FilePort port, String wish) {
    return port.bring(wish, fresh -> write(port, wish, fresh));
  }

  private static void write(FilePort port, String wish, String fresh) {
    String text = text(wish);
    List<String> used =
        NAME.matcher(text)
            .results()
            .map(m -> m.group())
            .distinct()
            .filter(n -> !n.equals(wish))
            .toList();
    for (String name : used) {
      if (isThere(name)) {
        text = named(text, name, name(port, name));
      }
    }
    String code = named(text, wish, fresh);
    Node file = port.file().root();
    port.edits().insert(BroughtClass.afterImports(port.file()), r -> rendered(code, r, file));
  }

  private static String named(String text, String name, String local) {
    return text.replaceAll("\\b" + name + "\\b", local);
  }

  private static String rendered(String text, Rendering r, Node place) {
    String named =
        API.matcher(text).replaceAll(m -> Matcher.quoteReplacement(r.name(m.group(), place)));
    return ("\n\n" + named).replace("\n", r.newline());
  }

  private static boolean isThere(String name) {
    return BroughtCode.class.getResource(path(name)) != null;
  }

  private static String path(String name) {
    return "/dev/lockstep/porter/brought/" + name + ".py";
  }

  private static String text(String name) {
    try (InputStream in = BroughtCode.class.getResourceAsStream(path(name))) {
      if (in == null) {
        throw new IllegalStateException(path(name) + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(path(name) + " cannot be read", e);
    }
  }
}
