package dev.lockstep.guide;

import java.util.ArrayList;
import java.util.List;

/**
 * A member of an example class, quoted from its source: a method, a class in it or a record.
 *
 * <p>Sources are formatted by the build, so a member starts with two blanks and ends with a bracket
 * after two blanks.
 */
final class JavaMember {
  private JavaMember() {}

  /**
   * The source of a member, without its Javadoc and indentation.
   *
   * @param type simple name of the class
   * @param name of the method, class or record
   * @throws IllegalArgumentException if there is none
   */
  static String of(String type, String name) {
    List<String> member = new ArrayList<>();
    for (String line : Quoted.text("java/" + type + ".java").lines().toList()) {
      if (!member.isEmpty() || declares(line, name)) {
        member.add(line.replaceFirst("^ {2}", ""));
        if (line.equals("  }")) {
          return String.join("\n", member) + "\n";
        }
      }
    }
    throw new IllegalArgumentException(type + " has no member " + name);
  }

  private static boolean declares(String line, String name) {
    return line.matches("  (?! |//|\\*|@).*\\b" + name + "\\b *[({<e].*") && !line.endsWith(";");
  }
}
