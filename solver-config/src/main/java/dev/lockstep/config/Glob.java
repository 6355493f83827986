package dev.lockstep.config;

/** Patterns of names: {@code *} is any text, {@code ?} any one character, all else itself. */
public final class Glob {
  private Glob() {}

  /** Whether the whole text matches; takes at most pattern length times text length steps. */
  public static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1; // where to go on when what follows the last star does not fit
    int resume = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length() && fits(pattern.charAt(p), text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    return pattern.substring(p).chars().allMatch(c -> c == '*');
  }

  private static boolean fits(char pattern, char c) {
    return pattern == '?' || pattern == c;
  }
}
