package dev.lockstep.mapping;

/** What stands behind a verdict; the strongest first. */
public enum Evidence {
  /** Tried in every build, and both sides replay traces of the real frameworks. */
  REPLAYED("proved", "已证明"),
  /** Tried in every build. */
  TRIED("mapped", "已映射"),
  /** Written down only. */
  NONE("not tried", "未验证");

  private final String en;
  private final String zh;

  Evidence(String en, String zh) {
    this.en = en;
    this.zh = zh;
  }

  /** The word that reports use. */
  public Text text() {
    return new Text(en, zh);
  }
}
