package dev.lockstep.config.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads JSON or YAML in one streaming pass that remembers where every value stands, within limits:
 * memory and time are bounded whatever the text is.
 *
 * <p>An alias is the value of its anchor, shared, and counts as many values as that holds, so an
 * alias bomb ends at the limit. A plain YAML scalar such as {@code 1e-3} is a number, as in YAML
 * 1.2, though YAML 1.1 takes it for text.
 *
 * <p>A merge key ({@code <<: *base}) gives an object the entries of others that it does not have
 * itself; they stand where the merge key does. Source: <a
 * href="https://yaml.org/type/merge.html">YAML 1.1, merge</a>.
 *
 * <p>Threads: one reader reads one document.
 */
public final class DocumentReader {
  /** The largest document, in bytes. */
  public static final int MAX_BYTES = 4 << 20;

  /** The deepest nesting of lists and objects. */
  public static final int MAX_DEPTH = 32;

  /** The largest number of values; an alias counts by what it stands for. */
  public static final int MAX_VALUES = 250_000;

  /**
   * The longest line of YAML, in characters: the time that the parser takes grows with the square
   * of the longest token.
   */
  public static final int MAX_LINE = 1 << 16;

  /** The largest number of keys of an object. */
  public static final int MAX_KEYS = 1_000;

  /** The largest number of objects. */
  public static final int MAX_OBJECTS = 25_000;

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

  /** What is wrong with the text is reported this often; more is wrong from the ground up. */
  private static final int MAX_FLAWS = 100;

  private static final String MERGE = "<<";

  private static final Pattern ANCHOR = Pattern.compile("&([^\\s,\\[\\]{}]++)\\s*+");

  /** Ends the reading; the problem is in the list. */
  private static final class Stop extends Exception {
    private static final long serialVersionUID = 1;
  }

  /** A value and how many values it holds, aliases expanded. */
  private record Counted(Node node, int values) {}

  private final List<Flaw> flaws = new ArrayList<>();
  private final Map<String, Counted> anchors = new HashMap<>();
  private final boolean json;
  private String text = "";
  private int values;
  private int objects;

  private DocumentReader(boolean json) {
    this.json = json;
  }

  /** Reads the bytes of a file: JSON if {@code json}, else YAML. */
  public static Document read(byte[] bytes, boolean json) {
    DocumentReader reader = new DocumentReader(json);
    Optional<Node> root = Optional.empty();
    try {
      reader.text = reader.decode(bytes);
      reader.checkLines();
      root = reader.parse();
    } catch (Stop e) {
      // what is wrong is in the list
    }
    return new Document(root, reader.flaws);
  }

  private String decode(byte[] bytes) throws Stop {
    if (bytes.length > MAX_BYTES) {
      String read = new String(bytes, 0, MAX_BYTES, StandardCharsets.UTF_8);
      throw stop(Flaw.Kind.SIZE_LIMIT, placeAfter(read), bytes.length, MAX_BYTES + " bytes");
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    String decoded = out.flip().toString();
    if (result.isError()) {
      String got = "0x%02X".formatted(bytes[in.position()]);
      throw stop(Flaw.Kind.ENCODING, placeAfter(decoded), got, "UTF-8");
    }
    return decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
  }

  private void checkLines() throws Stop {
    int line = 1;
    for (int start = 0; !json && start < text.length(); line++) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      if (end - start > MAX_LINE) {
        String allowed = MAX_LINE + " characters a line";
        throw stop(Flaw.Kind.SIZE_LIMIT, new Place(line, MAX_LINE), end - start, allowed);
      }
      start = end + 1;
    }
  }

  private static Place placeAfter(String read) {
    int line = 1 + (int) read.chars().filter(c -> c == '\n').count();
    return new Place(line, read.length() - read.lastIndexOf('\n'));
  }

  private Optional<Node> parse() throws Stop {
    try (JsonParser parser = parser()) {
      if (parser.nextToken() == null) {
        throw stop(Flaw.Kind.SYNTAX, Place.START, "", "there is no definition in it");
      }
      Node root = value(parser, 1).node();
      if (parser.nextToken() != null) {
        throw stop(Flaw.Kind.SYNTAX, place(parser), "", "a second document begins here");
      }
      return Optional.of(root);
    } catch (JsonProcessingException e) {
      throw stop(Flaw.Kind.SYNTAX, place(e), "", reason(e));
    } catch (YAMLException | IOException e) {
      throw stop(Flaw.Kind.SYNTAX, Place.START, "", reason(e));
    }
  }

  /** Jackson says where the token before it ended, the YAML parser where it failed. */
  private static Place place(JsonProcessingException e) {
    if (e.getCause() instanceof MarkedYAMLException yaml && yaml.getProblemMark() != null) {
      return new Place(yaml.getProblemMark().getLine() + 1, yaml.getProblemMark().getColumn() + 1);
    }
    return e.getLocation() == null ? Place.START : place(e.getLocation());
  }

  private static String reason(Exception e) {
    if (e.getCause() instanceof MarkedYAMLException yaml) {
      if (String.valueOf(yaml.getProblem()).contains("'\\t(TAB)'")) {
        return "a tab where a key or a value should begin; YAML is indented with spaces only";
      }
      return Stream.of(yaml.getContext(), yaml.getProblem())
          .filter(Objects::nonNull)
          .collect(Collectors.joining(": "))
          .replaceAll("\\. \\(Do not use .* for indentation\\)", "");
    }
    String message =
        e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
    return message == null ? "unreadable" : message.lines().findFirst().orElse("").strip();
  }

  private JsonParser parser() throws IOException {
    if (json) {
      return new JsonFactory().createParser(text);
    }
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(MAX_BYTES);
    return YAMLFactory.builder().loaderOptions(limits).build().createParser(text);
  }

  private Counted value(JsonParser parser, int depth) throws IOException, Stop {
    Place place = place(parser);
    limit(++values, MAX_VALUES, "values", place);
    if (depth > MAX_DEPTH) {
      throw stop(Flaw.Kind.DEPTH_LIMIT, place, "more than " + MAX_DEPTH, MAX_DEPTH + " levels");
    }
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      return alias(parser.getText(), place);
    }
    String anchor = parser.getObjectId() instanceof String id ? id : scalarAnchor(parser);
    int before = values;
    Counted counted = new Counted(new Node(content(parser, depth), place), 0);
    counted = new Counted(counted.node(), values - before + 1);
    if (!anchor.isEmpty()) {
      anchors.put(anchor, counted);
    }
    return counted;
  }

  private @Nullable Object content(JsonParser parser, int depth) throws IOException, Stop {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, depth);
      case START_ARRAY -> array(parser, depth);
      default -> scalar(parser);
    };
  }

  private Counted alias(String anchor, Place place) throws Stop {
    Counted target = anchors.get(anchor);
    if (target == null) {
      throw stop(Flaw.Kind.UNKNOWN_ALIAS, place, anchor, String.join(", ", anchors.keySet()));
    }
    values += target.values() - 1;
    limit(values, MAX_VALUES, "values", place);
    return new Counted(target.node().at(place), target.values());
  }

  private Map<String, Node> object(JsonParser parser, int depth) throws IOException, Stop {
    Map<String, Node> object = new LinkedHashMap<>();
    boolean merges = false;
    limit(++objects, MAX_OBJECTS, "objects", place(parser));
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Place place = place(parser);
      merges |= !json && key.equals(MERGE) && !isQuoted(parser);
      parser.nextToken();
      Node node = value(parser, depth + 1).node().at(place);
      if (object.putIfAbsent(key, node) != null) {
        add(Flaw.Kind.DUPLICATE_KEY, place, key, "");
        limit(flaws.size(), MAX_FLAWS, "flaws", place);
      }
      limit(object.size(), MAX_KEYS, "keys", place);
    }
    return merges ? merged(object) : object;
  }

  /** The entries of the objects under the merge key, the first of them first; its own above all. */
  private Map<String, Node> merged(Map<String, Node> own) throws Stop {
    Node merge = Objects.requireNonNull(own.remove(MERGE));
    List<?> bases = merge.content() instanceof List<?> list ? list : List.of(merge);
    Map<String, Node> object = new LinkedHashMap<>();
    for (int i = bases.size() - 1; i >= 0; i--) {
      if (!(((Node) bases.get(i)).content() instanceof Map<?, ?> base)) {
        String allowed = "<< takes an object or a list of objects, such as *base";
        throw stop(Flaw.Kind.SYNTAX, merge.place(), "", allowed);
      }
      base.forEach((key, node) -> object.put((String) key, ((Node) node).at(merge.place())));
    }
    object.putAll(own);
    limit(object.size(), MAX_KEYS, "keys", merge.place());
    return object;
  }

  private List<Node> array(JsonParser parser, int depth) throws IOException, Stop {
    List<Node> array = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser, depth + 1).node());
    }
    return array;
  }

  private @Nullable Object scalar(JsonParser parser) throws IOException, Stop {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case VALUE_NUMBER_INT -> whole(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> real(parser, parser.getText().replace("_", ""));
      default -> text(parser);
    };
  }

  private Object text(JsonParser parser) throws IOException, Stop {
    String read = parser.getText();
    boolean number = !json && !isQuoted(parser) && NUMBER.matcher(read).matches();
    return number ? real(parser, read) : read;
  }

  /** Jackson says the anchors of lists and objects only. */
  private String scalarAnchor(JsonParser parser) {
    Matcher anchor = ANCHOR.matcher(text);
    boolean there = !json && anchor.region(offset(parser), text.length()).lookingAt();
    return there ? anchor.group(1) : "";
  }

  private boolean isQuoted(JsonParser parser) {
    int at = offset(parser);
    Matcher anchor = ANCHOR.matcher(text);
    if (anchor.region(at, text.length()).lookingAt()) {
      at = anchor.end();
    }
    return at < text.length() && "\"'|>!".indexOf(text.charAt(at)) >= 0;
  }

  private int offset(JsonParser parser) {
    long offset = parser.currentTokenLocation().getCharOffset();
    return (int) Math.max(0, Math.min(offset, text.length()));
  }

  private Object real(JsonParser parser, String read) throws Stop {
    double value =
        switch (read.toLowerCase(java.util.Locale.ROOT)) {
          case ".nan", "nan" -> Double.NaN;
          case ".inf", "+.inf" -> Double.POSITIVE_INFINITY;
          case "-.inf" -> Double.NEGATIVE_INFINITY;
          default -> {
            if (!NUMBER.matcher(read).matches()) { // a word that is tagged !!float
              throw stop(Flaw.Kind.SYNTAX, place(parser), "", read + " is not a number");
            }
            yield Double.parseDouble(read);
          }
        };
    if (Double.isInfinite(value) && read.matches(".*\\d.*")) {
      add(Flaw.Kind.NUMBER_RANGE, place(parser), read, "-1.8e308 .. 1.8e308");
      return Math.copySign(Double.MAX_VALUE, value); // reported once is enough
    }
    return value;
  }

  private static Object whole(BigInteger value) {
    if (value.bitLength() < Integer.SIZE) {
      return value.intValue();
    }
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  private void limit(int count, int most, String what, Place place) throws Stop {
    if (count > most) {
      throw stop(Flaw.Kind.VALUE_LIMIT, place, "more than " + most, most + " " + what);
    }
  }

  private static Place place(JsonParser parser) {
    return place(parser.currentTokenLocation());
  }

  private static Place place(JsonLocation at) {
    return new Place(Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
  }

  private void add(Flaw.Kind kind, Place place, @Nullable Object got, String allowed) {
    flaws.add(new Flaw(kind, place, got, allowed));
  }

  private Stop stop(Flaw.Kind kind, Place place, @Nullable Object got, String allowed) {
    add(kind, place, got, allowed);
    return new Stop();
  }
}
