package dev.lockstep.guide;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Code as HTML, with comments, strings and keywords marked. */
enum Highlight {
  /** Python. */
  PYTHON(
      "#[^\\n]*",
      "and|as|assert|class|def|elif|else|except|False|finally|for|from|if|import|in|is|lambda"
          + "|None|not|or|pass|raise|return|super|True|try|while|with|yield"),
  /** Java. */
  JAVA(
      "//[^\\n]*|/\\*[\\s\\S]*?\\*/",
      "boolean|class|double|else|extends|final|float|for|if|implements|import|int|long|new|private"
          + "|public|record|return|static|this|var|void|while"),
  /** Definitions as YAML or JSON. */
  YAML("#[^\\n]*", "true|false|null");

  private final Pattern tokens;

  Highlight(String comment, String keywords) {
    this.tokens =
        Pattern.compile("(%s)|(\"[^\"\\n]*\"|'[^'\\n]*')|\\b(%s)\\b".formatted(comment, keywords));
  }

  /** The code in a block. */
  String block(String code) {
    StringBuilder html = new StringBuilder("<pre tabindex=\"0\"><code>");
    Matcher token = tokens.matcher(code.stripTrailing());
    int at = 0;
    while (token.find()) {
      String kind = token.group(1) != null ? "co" : token.group(2) != null ? "st" : "kw";
      html.append(Html.escape(code.substring(at, token.start())))
          .append("<span class=\"%s\">".formatted(kind))
          .append(Html.escape(token.group()))
          .append("</span>");
      at = token.end();
    }
    return html.append(Html.escape(code.stripTrailing().substring(at)))
        .append("</code></pre>\n")
        .toString();
  }
}
