package dev.lockstep.porter.edit;

/** What stands in place of an edited range, once names are known. */
@FunctionalInterface
public interface Replacement {
  /** The text. */
  String render(Rendering rendering);

  /** A text in which nothing of the replaced range comes out again. */
  static Replacement of(String text) {
    return new Fixed(text);
  }

  /** A fixed text. */
  record Fixed(String text) implements Replacement {
    @Override
    public String render(Rendering rendering) {
      return text;
    }
  }
}
