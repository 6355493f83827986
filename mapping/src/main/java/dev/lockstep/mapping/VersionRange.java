package dev.lockstep.mapping;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.math.BigInteger;

/**
 * Releases from one to another, both included: {@code 1.8..2.15}, {@code 2.3..}, {@code ..2.9}.
 *
 * @param first the oldest, or empty
 * @param last the newest, or empty; {@code 2.9} includes {@code 2.9.1}
 */
public record VersionRange(String first, String last) {
  /** Reads {@code first..last}. */
  @JsonCreator
  public static VersionRange of(String text) {
    int dots = text.indexOf("..");
    if (dots < 0) {
      throw new IllegalArgumentException("a range is written 2.1..2.9, got " + text);
    }
    return new VersionRange(text.substring(0, dots), text.substring(dots + 2));
  }

  /** Whether the release lies in the range. */
  public boolean contains(String version) {
    return (first.isEmpty() || compare(version, first) >= 0)
        && (last.isEmpty() || compare(version, last) <= 0 || version.startsWith(last + "."));
  }

  /** Compares releases number by number; {@code 2.10} is after {@code 2.9}. */
  static int compare(String a, String b) {
    String[] x = a.split("[.+]");
    String[] y = b.split("[.+]");
    for (int i = 0; i < Math.max(x.length, y.length); i++) {
      int difference = part(x, i).compareTo(part(y, i));
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  private static BigInteger part(String[] parts, int i) {
    String digits = i < parts.length ? parts[i].replaceFirst("\\D.*", "") : "";
    return digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits);
  }

  @Override
  public String toString() {
    return first + ".." + last;
  }
}
