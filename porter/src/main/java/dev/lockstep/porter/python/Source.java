package dev.lockstep.porter.python;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of one file, with what is needed to write it back byte for byte: its encoding, its byte
 * order mark and its line ends.
 *
 * <p>Lines and columns are counted from 1, offsets from 0; a column counts characters.
 */
public final class Source {
  private static final char BOM = '\uFEFF';

  /** PEP 263: a comment in the first line, or behind an empty one or a comment in the second. */
  private static final Pattern COOKIE =
      Pattern.compile(
          "\\A(?:[ \\t\\f]*(?:#.*)?(?:\\r\\n?|\\n))?[ \\t\\f]*#.*?coding[:=][ \\t]*([-_.a-zA-Z0-9]+)");

  /** Ends a line in Python, too. */
  private static final Pattern LONE_RETURN = Pattern.compile("\\r(?!\\n)");

  /** Python's own names of two encodings, which may have an ending such as {@code -unix}. */
  private static final Pattern UTF_8 = Pattern.compile("utf-?8(-.*)?");

  private static final Pattern LATIN_1 =
      Pattern.compile("(latin-?1|iso-?8859-1|iso-latin-1)(-.*)?");

  private final String path;
  private final String text;
  private final String code;
  private final Charset charset;
  private final boolean bom;
  private final int[] lineStarts;

  private Source(String path, String text, Charset charset, boolean bom) {
    this.path = path;
    this.text = text;
    this.charset = charset;
    this.bom = bom;
    this.code = LONE_RETURN.matcher(text).replaceAll("\n");
    this.lineStarts = lineStarts(code);
  }

  /** A text that is already decoded. */
  public static Source of(String path, String text) {
    return new Source(path, text, StandardCharsets.UTF_8, false);
  }

  /**
   * Decodes a file as Python does: by its declaration, else as UTF-8.
   *
   * @throws SyntaxProblem if it is not text in that encoding
   */
  public static Source decode(String path, byte[] bytes) {
    Charset charset = declared(path, bytes);
    String text;
    try {
      text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
    } catch (CharacterCodingException e) {
      throw new SyntaxProblem(path, 1, 1, "not a Python file: its bytes are not " + charset);
    }
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      Source source = of(path, text);
      throw source.problem(nul, "not a Python file: it holds a NUL character");
    }
    boolean bom = !text.isEmpty() && text.charAt(0) == BOM;
    return new Source(path, bom ? text.substring(1) : text, charset, bom);
  }

  private static Charset declared(String path, byte[] bytes) {
    String head =
        new String(bytes, 0, Math.min(bytes.length, 400), StandardCharsets.ISO_8859_1)
            .replaceFirst("\\A\u00EF\u00BB\u00BF", "");
    Matcher cookie = COOKIE.matcher(head);
    if (!cookie.find()) {
      return StandardCharsets.UTF_8;
    }
    String name = cookie.group(1).toLowerCase(Locale.ROOT).replace('_', '-');
    if (UTF_8.matcher(name).matches()) {
      return StandardCharsets.UTF_8;
    }
    if (LATIN_1.matcher(name).matches()) {
      return StandardCharsets.ISO_8859_1;
    }
    try {
      return Charset.forName(Charset.isSupported(name) ? name : cookie.group(1));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new SyntaxProblem(path, 1, 1, "unknown encoding \"" + cookie.group(1) + "\"");
    }
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[16];
    int lines = 1;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        if (lines == starts.length) {
          starts = Arrays.copyOf(starts, lines * 2);
        }
        starts[lines++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, lines);
  }

  /** Bytes of a changed text, in this file's encoding and with its byte order mark. */
  public byte[] encode(String changed) {
    return (bom ? BOM + changed : changed).getBytes(charset);
  }

  /** The name under which the file is reported. */
  public String path() {
    return path;
  }

  /** The whole text, without a byte order mark. */
  public String text() {
    return text;
  }

  /** The text as Python reads it, of the same length: every line ends with a line feed. */
  String code() {
    return code;
  }

  /** The text of a range. */
  public String text(int start, int end) {
    return text.substring(start, end);
  }

  /** The line that holds an offset. */
  public int line(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** The column of an offset. */
  public int column(int offset) {
    return offset - lineStarts[line(offset) - 1] + 1;
  }

  /** How many lines there are; a text that ends with a line end has an empty last one. */
  public int lines() {
    return lineStarts.length;
  }

  /** The offset at which a line starts. */
  public int lineStart(int line) {
    return lineStarts[line - 1];
  }

  /** The offset after a line, its line end included. */
  public int lineEnd(int line) {
    return line < lineStarts.length ? lineStarts[line] : text.length();
  }

  /** A line without its line end. */
  public String lineText(int line) {
    String whole = code.substring(lineStart(line), lineEnd(line));
    int end = whole.endsWith("\r\n") ? 2 : whole.endsWith("\n") ? 1 : 0;
    return whole.substring(0, whole.length() - end);
  }

  /** The white space at the start of the line that holds an offset. */
  public String indent(int offset) {
    int start = lineStart(line(offset));
    int end = start;
    while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    return text.substring(start, end);
  }

  /** The line end that this file uses. */
  public String newline() {
    int first = text.indexOf('\n');
    return first > 0 && text.charAt(first - 1) == '\r' ? "\r\n" : "\n";
  }

  /** One level of indentation: the first that some line has, else four spaces. */
  public String unit() {
    for (int line = 1; line < lines(); line++) {
      String inner = indent(lineStart(line + 1));
      String outer = indent(lineStart(line));
      boolean deeper = inner.length() > outer.length() && inner.startsWith(outer);
      if (deeper && lineText(line).stripTrailing().endsWith(":")) {
        return inner.substring(outer.length());
      }
    }
    return "    ";
  }

  /** An error at an offset of this file. */
  public SyntaxProblem problem(int offset, String message) {
    return new SyntaxProblem(path, line(offset), column(offset), message);
  }

  @Override
  public String toString() {
    return path;
  }
}
