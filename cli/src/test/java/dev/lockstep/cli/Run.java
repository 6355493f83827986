package dev.lockstep.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A command line that was run.
 *
 * @param code its exit code
 * @param out standard output
 * @param err standard error
 */
record Run(int code, String out, String err) {

  /** Runs a command line in English unless it says otherwise. */
  static Run of(String... args) {
    boolean says = String.join(" ", args).contains("--lang");
    String[] all = says ? args : concat(args, "--lang=en");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(all, out, err);
    return new Run(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static String[] concat(String[] args, String last) {
    String[] all = new String[args.length + 1];
    System.arraycopy(args, 0, all, 0, args.length);
    all[args.length] = last;
    return all;
  }

  /** True if no line looks like a stack trace. */
  boolean isTidy() {
    return !(out + err).contains("\tat ") && !(out + err).contains("Exception in thread");
  }
}
