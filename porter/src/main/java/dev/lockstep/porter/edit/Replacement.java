package dev.lockstep.porter.edit;

/** What stands in place of an edited range, once names are known. */
@FunctionalInterface
public interface Replacement {
  /** The text. */
  String render(Rendering rendering);

  /** Whether it is definitions in lines of their own, which are Python wherever a line starts. */
  default boolean isDefinition() {
    return false;
  }

  /** A text in which nothing of the replaced range comes out again. */
  static Replacement of(String text) {
    return new Fixed(text);
  }

  /** Definitions in lines of their own. */
  static Replacement definition(Replacement lines) {
    return new Definition(lines);
  }

  /** Definitions in lines of their own. */
  record Definition(Replacement lines) implements Replacement {
    @Override
    public String render(Rendering rendering) {
      return lines.render(rendering);
    }

    @Override
    public boolean isDefinition() {
      return true;
    }
  }

  /** A fixed text. */
  record Fixed(String text) implements Replacement {
    @Override
    public String render(Rendering rendering) {
      return text;
    }
  }
}
