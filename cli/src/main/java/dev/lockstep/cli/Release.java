package dev.lockstep.cli;

import dev.lockstep.mapping.Signatures;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/**
 * A framework's release as a user writes it: {@code 2.15}, {@code 1.13.1+cu117}, {@code 2.0.0rc1}.
 *
 * @param text empty for the newest recorded
 */
record Release(String text) {
  private static final Pattern FORM =
      Pattern.compile("\\d{1,4}(\\.\\d{1,4})*([.-]?[a-z]+\\d{0,4})?(\\+[\\w.]+)?");

  static final Release NEWEST = new Release("");

  /**
   * Reads an argument.
   *
   * @throws TypeConversionException if no release is written so
   */
  static Release of(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new TypeConversionException(text);
    }
    return new Release(text);
  }

  /** Says which recorded release stands for this one, unless it is one of the same series. */
  void tell(Console console, String framework) {
    String recorded = Signatures.of(framework, text).version();
    if (!text.isEmpty() && !series(text).equals(series(recorded))) {
      console.remark("release.stands", framework, text, recorded);
    }
  }

  /** {@code 2.15} of {@code 2.15.1+cpu}. */
  private static String series(String version) {
    return version.replaceFirst("^(\\d+)(?:\\.(\\d+))?.*", "$1.$2");
  }
}
