package dev.lockstep.mapping;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A call of plain values as Python writes it, {@code torch.optim.Adam(lr=0.1, betas=(0.9, 0.99))};
 * the opposite of {@link PythonLiteral}.
 *
 * @param name what is called
 * @param options keyword arguments, in order
 */
public record PythonCall(String name, Map<String, @Nullable Object> options) {
  /** The deepest nesting of lists; options of optimizers have two levels. */
  private static final int MAX_DEPTH = 8;

  /** Characters of a call that a message shows. */
  private static final int MAX_SHOWN = 200;

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*([A-Za-z_][\\w.]*|[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?|'[^']*'|\"[^\"]*\"|[()\\[\\],={}:])");

  /** Copies the options. */
  public PythonCall {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /**
   * Reads a call.
   *
   * @throws IllegalArgumentException if it is none; the message says where
   */
  public static PythonCall of(String text) {
    return new Reader(text).call();
  }

  /** Reads token by token. */
  private static final class Reader {
    private final String text;
    private final Matcher tokens;
    private int at;

    Reader(String text) {
      this.text = text.strip();
      this.tokens = TOKEN.matcher(this.text);
    }

    PythonCall call() {
      String name = next();
      Map<String, @Nullable Object> options = new LinkedHashMap<>();
      expect("(");
      while (!take(")")) {
        String option = next();
        expect("=");
        if (options.containsKey(option)) {
          throw wrong(option + " is given twice");
        }
        options.put(option, value(1));
        if (!take(",")) {
          expect(")");
          break;
        }
      }
      if (at < text.length()) {
        throw wrong("nothing more is expected");
      }
      return new PythonCall(name, options);
    }

    private @Nullable Object value(int depth) {
      if (depth > MAX_DEPTH) {
        throw wrong("lists are nested deeper than " + MAX_DEPTH);
      }
      if (take("(")) {
        return list(")", depth);
      }
      if (take("[")) {
        return list("]", depth);
      }
      String token = next();
      return switch (token) {
        case "True" -> true;
        case "False" -> false;
        case "None" -> null;
        default -> plain(token);
      };
    }

    private Object plain(String token) {
      char first = token.charAt(0);
      if (first == '\'' || first == '"') {
        return token.substring(1, token.length() - 1);
      }
      try {
        return token.matches("[+-]?\\d+") ? (Object) Integer.valueOf(token) : Double.valueOf(token);
      } catch (NumberFormatException e) {
        throw wrong(token + " is no plain value");
      }
    }

    private List<@Nullable Object> list(String end, int depth) {
      List<@Nullable Object> list = new ArrayList<>();
      while (!take(end)) {
        list.add(value(depth + 1));
        if (!take(",")) {
          expect(end);
          break;
        }
      }
      return list;
    }

    private String next() {
      if (!tokens.find(at) || tokens.start() != at) {
        throw wrong("a name or value is expected");
      }
      at = tokens.end();
      return tokens.group(1);
    }

    private boolean take(String token) {
      boolean there = tokens.find(at) && tokens.start() == at && tokens.group(1).equals(token);
      at = there ? tokens.end() : at;
      return there;
    }

    private void expect(String token) {
      if (!take(token)) {
        throw wrong("\"" + token + "\" is expected");
      }
    }

    private String shown() {
      return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }

    private IllegalArgumentException wrong(String what) {
      return new IllegalArgumentException(
          "%s: column %s: %s; write torch.optim.Adam(lr=0.1, betas=(0.9, 0.99))"
              .formatted(shown(), at + 1, what));
    }
  }
}
