package dev.lockstep.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns, as wide as their widest cell; Chinese characters count two. */
public final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();
  private final int leftColumns;

  /** A table whose first columns are set left and the others right. */
  public TextTable(int leftColumns, List<String> header) {
    this.leftColumns = leftColumns;
    rows.add(header);
  }

  /** Adds a row with as many cells as the header. */
  public void add(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  /** The lines. */
  public List<String> lines() {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String pad = " ".repeat(widths[i] - width(row.get(i)));
      line.append(i == 0 ? "" : "  ");
      line.append(i < leftColumns ? row.get(i) + pad : pad + row.get(i));
    }
    return line.toString().stripTrailing();
  }

  private static int width(String text) {
    return text.codePoints().map(c -> isWide(c) ? 2 : 1).sum();
  }

  private static boolean isWide(int c) {
    return c >= 0x1100
        && (Character.isIdeographic(c)
            || (c >= 0x3000 && c <= 0x30ff)
            || (c >= 0xff00 && c <= 0xff60));
  }
}
