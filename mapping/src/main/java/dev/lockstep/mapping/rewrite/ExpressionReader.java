package dev.lockstep.mapping.rewrite;

import dev.lockstep.mapping.rewrite.Expression.Call;
import dev.lockstep.mapping.rewrite.Expression.Literal;
import dev.lockstep.mapping.rewrite.Expression.Name;
import dev.lockstep.mapping.rewrite.Expression.Negation;
import dev.lockstep.mapping.rewrite.Expression.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the arithmetic of formulas: {@code + - * / ^}, brackets, names, numbers, functions. */
final class ExpressionReader {
  private static final Pattern WORD = Pattern.compile("\\d[\\d.]*(e-?\\d+)?|\\w+");

  private final String text;
  private int at;

  ExpressionReader(String text) {
    this.text = text.replaceAll("\\s+", "");
  }

  /** The whole text as one expression. */
  Expression read() {
    Expression sum = sum();
    if (at != text.length()) {
      throw new IllegalArgumentException(text + " is not understood from " + text.substring(at));
    }
    return sum;
  }

  private Expression sum() {
    Expression sum = product();
    while (isNext("+-")) {
      sum = new Operation(text.charAt(at++), sum, product());
    }
    return sum;
  }

  private Expression product() {
    Expression product = signed();
    while (isNext("*/")) {
      product = new Operation(text.charAt(at++), product, signed());
    }
    return product;
  }

  private Expression signed() {
    return take('-') ? new Negation(signed()) : power();
  }

  private Expression power() {
    Expression base = atom();
    return take('^') ? new Operation('^', base, signed()) : base;
  }

  private Expression atom() {
    if (take('(')) {
      return closed(sum());
    }
    String word = word();
    if (Character.isDigit(word.charAt(0))) {
      return new Literal(word);
    }
    if (!take('(')) {
      return new Name(word);
    }
    List<Expression> arguments = new ArrayList<>();
    do {
      arguments.add(sum());
    } while (take(','));
    return closed(new Call(word, arguments));
  }

  private Expression closed(Expression inside) {
    if (!take(')')) {
      throw new IllegalArgumentException(") is missing in " + text);
    }
    return inside;
  }

  private String word() {
    Matcher word = WORD.matcher(text).region(at, text.length());
    if (!word.lookingAt()) {
      throw new IllegalArgumentException("a name or number is missing in " + text);
    }
    at = word.end();
    return word.group();
  }

  private boolean isNext(String any) {
    return at < text.length() && any.indexOf(text.charAt(at)) >= 0;
  }

  private boolean take(char wanted) {
    boolean there = isNext(String.valueOf(wanted));
    at += there ? 1 : 0;
    return there;
  }
}
