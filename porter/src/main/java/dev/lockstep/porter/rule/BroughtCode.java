package dev.lockstep.porter.rule;

import static java.util.stream.Collectors.toSet;

import dev.lockstep.porter.api.Api;
import dev.lockstep.porter.edit.Imports;
import dev.lockstep.porter.edit.Rendering;
import dev.lockstep.porter.edit.Replacement;
import dev.lockstep.porter.python.Binding;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Definitions that a script needs and the target framework does not have, written after its
 * imports, each once.
 *
 * <p>A function or class stands in {@code brought/NAME.py}, calls modules by their full names, and
 * is brought with the others that it names.
 */
final class BroughtCode {
  private static final String[] IMPORTS = {"import_statement", "import_from_statement"};

  /** What a definition takes from modules: {@code %s} is the target framework. */
  private static final String API =
      "(?<![\\w.\"])(%s|copy|io|json|math|numpy|os|shutil|tempfile|time|typing)(\\.\\w+)+";

  /** Words that may be the names of other definitions. */
  private static final Pattern NAME =
      Pattern.compile("(?<![\\w.])(MindSpore|mindspore_|Torch|torch_)\\w+");

  /** A name that stands by itself. */
  private static final Pattern WORD = Pattern.compile("(?<![\\w.])\\w+");

  /** What is no code of a definition. */
  private static final Pattern PROSE = Pattern.compile("\"{3}[\\s\\S]*?\"{3}|\"[^\"\\n]*\"|#.*");

  /** What was read, by name; empty for a word that is no definition. */
  private static final Map<String, Optional<String>> TEXTS = new ConcurrentHashMap<>();

  private static final Map<String, Pattern> APIS = new ConcurrentHashMap<>();

  private BroughtCode() {}

  /** The name of a brought definition in the file; it is written there unless it stands there. */
  static String function(FilePort port, String function) {
    return port.bring(function, name -> write(port, required(function), function, name));
  }

  /** Writes a class in the place of another: one of the port, or one of the target framework. */
  static void replace(FilePort port, Node place, String name) {
    if (Api.isBrought(name)) {
      port.edits().replace(place, function(port, name));
    } else {
      port.edits().replace(place, r -> r.name(name, place));
    }
  }

  /** Whether a place stands in a definition that an earlier port brought. */
  static boolean holds(Node place) {
    return place
        .ancestors()
        .filter(n -> n.is("function_definition", "class_definition"))
        .map(n -> n.get("name").text().replaceFirst("_\\d+$", ""))
        .anyMatch(name -> NAME.matcher(name).matches() && text(name).isPresent());
  }

  private static void write(FilePort port, String text, String wish, String name) {
    write(port, "\n\n" + named(withOthers(port, text, wish), wish, name));
  }

  /** Writes a text after the imports, its modules by the names that they have in the file. */
  static void write(FilePort port, String renamed) {
    Pattern api =
        APIS.computeIfAbsent(port.options().to(), to -> Pattern.compile(API.formatted(to)));
    List<MatchResult> apis = api.matcher(renamed).results().toList();
    String own = PROSE.matcher(api.matcher(renamed).replaceAll("")).replaceAll("");
    Set<String> names = WORD.matcher(own).results().map(MatchResult::group).collect(toSet());
    boolean inFull = importedNames(port).anyMatch(names::contains);
    int offset = port.definitions(() -> afterImports(port));
    Node root = port.file().root();
    Node place =
        root.children().stream()
            .filter(s -> s.end() <= offset)
            .reduce((earlier, later) -> later)
            .orElse(root);
    port.edits()
        .insert(
            offset,
            Replacement.definition(
                r -> named(r, renamed, apis, place, inFull).replace("\n", r.newline())));
  }

  /**
   * A text with the names that its modules have in the file.
   *
   * @param inFull whether only the outermost modules go by them
   */
  private static String named(
      Rendering r, String text, List<MatchResult> apis, Node place, boolean inFull) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (MatchResult api : apis) {
      int end = inFull ? api.end(1) : api.end();
      out.append(text, at, api.start()).append(r.name(text.substring(api.start(), end), place));
      at = end;
    }
    return out.append(text, at, text.length()).toString();
  }

  /**
   * The names that the file has for what it imports: those of the target take some of them over.
   */
  private static Stream<String> importedNames(FilePort port) {
    Scope module = port.file().scopes().module();
    return module.names().stream()
        .filter(name -> module.local(name).stream().anyMatch(b -> b.is(Binding.Kind.IMPORT)));
  }

  /** A text with the names that the definitions it uses have in the file. */
  private static String withOthers(FilePort port, String text, String wish) {
    String result = text;
    for (String other : NAME.matcher(text).results().map(MatchResult::group).distinct().toList()) {
      if (!other.equals(wish) && text(other).isPresent()) {
        result = named(result, other, function(port, other));
      }
    }
    return result;
  }

  private static String named(String text, String wish, String name) {
    return wish.equals(name) ? text : text.replaceAll("\\b" + wish + "\\b", name);
  }

  private static String required(String function) {
    return text(function)
        .orElseThrow(() -> new IllegalArgumentException(function + ".py is missing"));
  }

  private static Optional<String> text(String function) {
    return TEXTS.computeIfAbsent(function, BroughtCode::read);
  }

  private static Optional<String> read(String function) {
    String name = "/dev/lockstep/porter/brought/" + function + ".py";
    try (InputStream in = BroughtCode.class.getResourceAsStream(name)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  /**
   * After the last import in front of the first use of the source framework: what a definition
   * names is there, and nothing needs it yet. At the top of the file if there is no import.
   */
  private static int afterImports(FilePort port) {
    Node root = port.file().root();
    String framework = port.program().framework().root();
    int used =
        port.references()
            .filter(n -> port.program().qualified(n).orElseThrow().startsWith(framework + "."))
            .findFirst()
            .map(Node::start)
            .orElse(root.end());
    return root.children().stream()
        .takeWhile(statement -> statement.end() <= used)
        .filter(BroughtCode::imports)
        .reduce((earlier, later) -> later)
        .map(last -> port.file().source().lineEnd(last.endLine()))
        .orElseGet(() -> Imports.top(port.file()));
  }

  /** Whether a statement imports, perhaps after trying. */
  private static boolean imports(Node statement) {
    return switch (statement.kind()) {
      case "try_statement", "if_statement" -> statement.descendants().anyMatch(n -> n.is(IMPORTS));
      default -> statement.is(IMPORTS);
    };
  }
}
