package dev.lockstep.porter.edit;

/** Parts of dotted names. */
final class Dotted {
  private Dotted() {}

  /** {@code a.b} of {@code a.b.c}; empty for a single name. */
  static String parent(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(0, dot);
  }

  /** {@code a} of {@code a.b.c}. */
  static String first(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  /** {@code c} of {@code a.b.c}. */
  static String last(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Whether a name is that module or something inside it. */
  static boolean isWithin(String name, String module) {
    return name.equals(module) || name.startsWith(module + ".");
  }

  /** Whether a name reads like a class. */
  static boolean isClass(String name) {
    return Character.isUpperCase(last(name).charAt(0));
  }
}
