package dev.lockstep.porter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.plan.Texts;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.PythonParser;
import dev.lockstep.porter.python.Source;
import dev.lockstep.porter.python.SyntaxProblem;
import dev.lockstep.porter.rule.Unrecognized;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Jupyter notebook as one script: its code cells one after the other, each behind a marker.
 *
 * <p>Lines that are IPython's, such as those of a magic, are left as they are. Cells that are not
 * Python even so are left out, and a person is told. Everything but the source of a changed cell
 * stays as it was, byte for byte, outputs included.
 */
final class Notebook {
  private static final String MARKER = "# lockstep-cell";
  private static final String MAGIC = "pass  # lockstep-magic ";

  /** A magic, a command of the shell, what it gives to a variable, a question about an object. */
  private static final Pattern MAGIC_LINE =
      Pattern.compile("(?m)^([ \\t]*)([%!?].*|\\w+ *= *[%!].*|[\\w.]+\\?{1,2})$");

  /** Magics of a cell that run it as Python. */
  private static final Pattern PYTHON_MAGIC = Pattern.compile("%%(time|timeit|capture|prun)\\b");

  private static final Text OTHER_LANGUAGE =
      new Text(
          "a magic runs or writes the cell; what stands in it was not looked at",
          "该单元由魔法命令运行或写出；其内容未被检查");
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The source of a code cell.
   *
   * @param start where its value starts in the notebook
   * @param end the character after it
   * @param lines whether it is a list of lines, not one string
   * @param code the Python
   */
  private record Cell(int start, int end, boolean lines, String code) {}

  private final Source source;
  private final String json;
  private final boolean ascii;
  private final List<Cell> cells = new ArrayList<>();
  private final List<Decision> left = new ArrayList<>();

  private Notebook(Source source) {
    this.source = source;
    this.json = source.text();
    this.ascii = json.chars().allMatch(c -> c < 128);
  }

  /** Whether a file is a notebook, by its name. */
  static boolean is(Source source) {
    return source.path().endsWith(".ipynb");
  }

  /**
   * The notebook that a file holds.
   *
   * @throws SyntaxProblem if it is not JSON of that shape
   */
  static Notebook read(Source source) {
    try (JsonParser parser = new JsonFactory().createParser(source.text())) {
      Notebook notebook = new Notebook(source);
      if (!notebook.readCells(parser)) {
        throw source.problem(
            0, "not a notebook of format 4: no cells (jupyter nbconvert --to notebook makes one)");
      }
      return notebook;
    } catch (JsonProcessingException e) {
      int offset = (int) e.getLocation().getCharOffset();
      int place = Math.max(0, Math.min(offset, source.text().length()));
      throw source.problem(
          place, "not a notebook: " + e.getOriginalMessage().replaceFirst(" \\(.*", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean readCells(JsonParser parser) throws IOException {
    boolean found = false;
    for (JsonToken t = parser.nextToken(); t != null; t = parser.nextToken()) {
      boolean list = t == JsonToken.FIELD_NAME && "cells".equals(parser.currentName());
      if (list && parser.nextToken() == JsonToken.START_ARRAY) {
        found = true;
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          cell(parser).filter(cell -> !cell.code.isBlank()).ifPresent(this::add);
        }
      } else if (t == JsonToken.START_ARRAY || (t == JsonToken.START_OBJECT && isInside(parser))) {
        parser.skipChildren();
      }
    }
    return found;
  }

  private void add(Cell cell) {
    boolean other = cell.code.startsWith("%%") && !PYTHON_MAGIC.matcher(cell.code).lookingAt();
    Optional<Text> why =
        other
            ? Optional.of(OTHER_LANGUAGE)
            : PythonParser.problem(Source.of("cell", masked(cell.code))).map(Notebook::noPython);
    why.ifPresentOrElse(w -> left.add(refused(cell, w)), () -> cells.add(cell));
  }

  private static Text noPython(String problem) {
    return Texts.format(
        "the cell is no Python and was not looked at (%s)", "该单元不是 Python，未被检查（%s）", problem);
  }

  private Decision refused(Cell cell, Text why) {
    return new Decision(
        source.line(cell.start),
        source.line(cell.end),
        Construct.OTHER,
        new Unrecognized().id(),
        Verdict.UNSUPPORTED,
        Safety.SAFE,
        Action.REFUSED,
        why,
        Optional.empty());
  }

  private static boolean isInside(JsonParser parser) {
    return parser.getParsingContext().getParent() != null
        && !parser.getParsingContext().getParent().inRoot();
  }

  private static Optional<Cell> cell(JsonParser parser) throws IOException {
    boolean code = false;
    Cell source = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("cell_type")) {
        code = parser.getText().equals("code");
      } else if (name.equals("source")) {
        source = source(parser, value);
      } else {
        parser.skipChildren();
      }
    }
    return code ? Optional.ofNullable(source) : Optional.empty();
  }

  private static Cell source(JsonParser parser, JsonToken value) throws IOException {
    int start = (int) parser.currentTokenLocation().getCharOffset();
    boolean lines = value == JsonToken.START_ARRAY;
    StringBuilder code = new StringBuilder();
    if (lines) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        code.append(parser.getText());
      }
    } else {
      code.append(parser.getText());
      parser.finishToken();
    }
    int end = (int) parser.currentLocation().getCharOffset();
    return new Cell(start, end, lines, code.toString());
  }

  private static String masked(String code) {
    return MAGIC_LINE
        .matcher(code)
        .replaceAll(m -> Matcher.quoteReplacement(m.group(1) + MAGIC + m.group(2)));
  }

  private static String unmasked(String code) {
    return code.replaceAll("(?m)^([ \\t]*)" + Pattern.quote(MAGIC), "$1");
  }

  /** All code as one script. */
  Source script() {
    return Source.of(
        source.path(),
        cells.stream()
            .map(cell -> MARKER + "\n\n" + masked(cell.code) + "\n\n")
            .collect(Collectors.joining()));
  }

  /** The notebook with the code of a ported script. */
  private String with(String script) {
    List<String> codes = codes(script);
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      if (!codes.get(i).equals(cell.code)) {
        out.append(json, at, cell.start).append(written(cell, codes.get(i)));
        at = cell.end;
      }
    }
    return out.append(json.substring(at)).toString();
  }

  private static List<String> codes(String script) {
    String[] parts = script.split(Pattern.quote(MARKER) + "\n\n", -1);
    List<String> codes = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      String code = unmasked(parts[i].replaceFirst("\\n{1,2}\\z", ""));
      int first = code.startsWith("%%") ? code.indexOf('\n') + 1 : 0;
      String head = i == 1 ? parts[0] : "";
      codes.add(code.substring(0, first) + head + code.substring(first));
    }
    return codes;
  }

  /** As the notebook writes it: one string, or a line a string, indented like the first of them. */
  private String written(Cell cell, String code) {
    if (!cell.lines) {
      return string(code);
    }
    String old = json.substring(cell.start, cell.end);
    int quote = old.indexOf('"');
    String before = quote < 0 ? "" : old.substring(1, quote);
    String after = quote < 0 ? "]" : old.substring(old.lastIndexOf('"') + 1);
    return Stream.of(code.split("(?<=\n)"))
        .map(this::string)
        .collect(Collectors.joining("," + before, "[" + before, after));
  }

  /** A JSON string; in ASCII where the whole notebook is. */
  private String string(String text) {
    try {
      String written = JSON.writeValueAsString(text);
      return ascii ? escaped(written) : written;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    text.chars()
        .forEach(c -> out.append(c < 128 ? String.valueOf((char) c) : "\\u%04x".formatted(c)));
    return out.toString();
  }

  /** The report on the script, as one on the notebook. */
  FileReport with(FileReport script) {
    List<Decision> decisions =
        Stream.concat(script.decisions().stream().map(this::moved), left.stream())
            .sorted(Comparator.comparingInt(Decision::line))
            .toList();
    boolean partly = script.status() == Status.PORTED && !left.isEmpty();
    return new FileReport(
        script.path(),
        partly ? Status.PARTLY : script.status(),
        script.problem(),
        json,
        script.isChanged() ? with(script.ported()) : json,
        decisions,
        script.optimizers());
  }

  private Decision moved(Decision d) {
    return new Decision(
        line(d.line()),
        line(d.endLine()),
        d.construct(),
        d.rule(),
        d.verdict(),
        d.safety(),
        d.action(),
        d.reason(),
        d.card());
  }

  /** The line of the notebook on which a line of the script stands. */
  private int line(int scriptLine) {
    int first = 1;
    for (Cell cell : cells) {
      int lines = 2 + (int) (cell.code + "\n").lines().count();
      if (scriptLine < first + lines) {
        int within = Math.max(0, scriptLine - first - 2);
        int start = source.line(cell.start);
        boolean spread = cell.lines && json.substring(cell.start, cell.end).indexOf('\n') > 0;
        return spread ? start + 1 + within : start;
      }
      first += lines + 1;
    }
    return 1;
  }
}
