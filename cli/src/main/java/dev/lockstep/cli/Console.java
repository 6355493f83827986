package dev.lockstep.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;

/**
 * What a subcommand writes to: results to standard output, remarks and errors to standard error.
 *
 * @param out results
 * @param err remarks and errors
 * @param messages the catalogue
 * @param ansi whether colour is shown
 * @param quiet no remarks, and no results but files
 */
public record Console(
    PrintWriter out, PrintWriter err, Messages messages, Ansi ansi, boolean quiet) {

  /** A line of the result, from the catalogue; {@code @|red ...|@} is colour. */
  public void say(String key, Object... args) {
    print(messages.text(key, args));
  }

  /** A line of the result as it is, colour apart. */
  public void print(String line) {
    if (!quiet) {
      out.println(ansi.string(line));
    }
  }

  /** A remark that is no result. */
  public void remark(String key, Object... args) {
    if (!quiet) {
      err.println(ansi.string(messages.text(key, args)));
      err.flush();
    }
  }

  /** An error; shown even if quiet. */
  public void error(String sentence) {
    String line = sentence.replaceAll("\\R+", " ");
    err.println(messages.text("error", line));
    err.flush();
  }
}
