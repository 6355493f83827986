package dev.lockstep.porter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.porter.python.PythonParser;
import dev.lockstep.porter.python.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Jupyter notebook as one script: its code cells one after the other, each behind a marker.
 *
 * <p>Cells that are not Python as they stand, such as those of a cell magic, are left out; lines of
 * a line magic are left as they are. Everything but the source of a changed cell stays as it was,
 * byte for byte, outputs included.
 */
final class Notebook {
  private static final String MARKER = "# lockstep-cell";
  private static final String MAGIC = "pass  # lockstep-magic ";
  private static final Pattern MAGIC_LINE = Pattern.compile("(?m)^([ \\t]*)([%!].*)$");
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

  private final String json;
  private final List<Cell> cells;

  private Notebook(String json, List<Cell> cells) {
    this.json = json;
    this.cells = cells;
  }

  /** Whether a file is a notebook, by its name. */
  static boolean is(Source source) {
    return source.path().endsWith(".ipynb");
  }

  /** The notebook of a text; empty if it is not JSON of that shape. */
  static Optional<Notebook> read(String json) {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      return Optional.of(new Notebook(json, cells(parser)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static List<Cell> cells(JsonParser parser) throws IOException {
    List<Cell> cells = new ArrayList<>();
    for (JsonToken t = parser.nextToken(); t != null; t = parser.nextToken()) {
      boolean list = t == JsonToken.FIELD_NAME && "cells".equals(parser.currentName());
      if (list && parser.nextToken() == JsonToken.START_ARRAY) {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          cell(parser).filter(Notebook::isPython).ifPresent(cells::add);
        }
      } else if (t == JsonToken.START_ARRAY || (t == JsonToken.START_OBJECT && isInside(parser))) {
        parser.skipChildren();
      }
    }
    return cells;
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

  private static boolean isPython(Cell cell) {
    boolean magic = cell.code.startsWith("%%") || cell.code.isBlank();
    return !magic && PythonParser.problem(Source.of("cell", masked(cell.code))).isEmpty();
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
  Source script(String path) {
    return Source.of(
        path,
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
      String head = i == 1 ? parts[0] : "";
      codes.add(unmasked(head + parts[i].replaceFirst("\\n{1,2}\\z", "")));
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
      boolean ascii = json.chars().allMatch(c -> c < 128);
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
    List<Decision> decisions = script.decisions().stream().map(this::moved).toList();
    return new FileReport(
        script.path(),
        script.status(),
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
        int start = 1 + (int) json.substring(0, cell.start).chars().filter(c -> c == '\n').count();
        boolean spread = cell.lines && json.substring(cell.start, cell.end).indexOf('\n') > 0;
        return spread ? start + 1 + within : start;
      }
      first += lines + 1;
    }
    return 1;
  }
}
