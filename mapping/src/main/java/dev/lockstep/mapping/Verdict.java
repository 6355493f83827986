package dev.lockstep.mapping;

/** How faithful a card's target is; the strongest first. */
public enum Verdict {
  /** Equal bits in common arithmetic and in the real frameworks' own. */
  EXACT("the same bits", "逐位相同"),
  /** Equal bits in common arithmetic; in the real frameworks the last roundings differ. */
  EQUIVALENT("the same formula; the last bits may round differently", "公式相同；末位舍入可能不同"),
  /** {@link #EXACT} or {@link #EQUIVALENT} once the stated rewrite is made. */
  REWRITE("the same formula after the stated rewrite", "按所述改写后公式相同"),
  /** Other numbers, and no rewrite that helps; a counter-example is stated. */
  DIVERGES("other numbers", "结果不同"),
  /** Cannot be expressed on the other side. */
  UNSUPPORTED("cannot be expressed", "无法表达");

  private final String en;
  private final String zh;

  Verdict(String en, String zh) {
    this.en = en;
    this.zh = zh;
  }

  /** What the verdict promises, in a few words. */
  public Text text() {
    return new Text(en, zh);
  }

  /** Whether a port with this verdict keeps the numbers. */
  public boolean keepsNumbers() {
    return compareTo(DIVERGES) < 0;
  }
}
