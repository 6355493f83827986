package dev.lockstep.guide;

import java.util.regex.Pattern;

/** Texts as HTML. */
final class Html {
  private static final Pattern TAG = Pattern.compile("<[^>]*>");
  private static final Pattern UNREAD = Pattern.compile("(?s)<(svg|math)\\b.*?</\\1>");

  private Html() {}

  /** The text with the characters that have a meaning in HTML replaced. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** What a reader reads, on one line: no tags, no charts, no formulas. */
  static String plain(String html) {
    String words = TAG.matcher(UNREAD.matcher(html).replaceAll(" ")).replaceAll(" ");
    return words
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
