package dev.lockstep.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Entry point: parses, runs the subcommand, turns every failure into one line and an exit code. */
public final class Main {
  private Main() {}

  /** Runs a command line and ends the process with its exit code. */
  public static void main(String[] args) {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    OutputStream err = new FileOutputStream(FileDescriptor.err);
    System.exit(run(args, out, err));
  }

  /** Runs a command line; text is written as UTF-8. Returns the exit code. */
  public static int run(String[] args, OutputStream out, OutputStream err) {
    Logger.getLogger("").setLevel(Level.OFF); // what a command finds it says itself
    Messages messages = Messages.in(Language.of(args).locale());
    CommandLine line = new CommandLine(new Lockstep());
    line.setResourceBundle(messages.bundle());
    line.setOut(new PrintWriter(out, false, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(err, false, StandardCharsets.UTF_8));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.registerConverter(Path.class, Main::path);
    line.registerConverter(Release.class, Release::of);
    line.setUsageHelpAutoWidth(true);
    line.setParameterExceptionHandler((e, given) -> wrongUse(e, messages));
    line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, command, messages));
    int code = execute(line, args, messages);
    line.getOut().flush();
    line.getErr().flush();
    return code;
  }

  /** An empty name would be the working folder: a variable of the shell that is not set. */
  private static Path path(String name) {
    if (name.isEmpty()) {
      throw new TypeConversionException("empty");
    }
    return Path.of(name);
  }

  /** Memory may end anywhere; what was to be written whole is not there then. */
  private static int execute(CommandLine line, String[] args, Messages messages) {
    try {
      return line.execute(args);
    } catch (OutOfMemoryError e) {
      long heap = Runtime.getRuntime().maxMemory() >> 20;
      line.getErr().println(messages.text("error", messages.text("memory", heap)));
      return Exit.USAGE;
    }
  }

  private static int wrongUse(ParameterException e, Messages messages) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    PrintWriter err = command.getErr();
    err.println(messages.text("error", wrongArgument(e, messages).replaceAll("\\R+", " ")));
    err.println(messages.text("try-help", name));
    return Exit.USAGE;
  }

  private static String wrongArgument(ParameterException e, Messages messages) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      return messages.text("unknown-argument", String.join(" ", unmatched.getUnmatched()));
    }
    if (e instanceof MissingParameterException missing) {
      String names =
          missing.getMissing().stream().map(Main::name).collect(Collectors.joining(", "));
      return messages.text("missing-argument", names);
    }
    if (e.getArgSpec() != null && e.getValue() != null) {
      return messages.text("wrong-argument", name(e.getArgSpec()), e.getValue());
    }
    return String.valueOf(e.getMessage()).replaceFirst("^Error: ", "");
  }

  private static String name(ArgSpec spec) {
    return spec instanceof OptionSpec option
        ? option.longestName() + " " + option.paramLabel()
        : spec.paramLabel();
  }

  private static int failed(Exception e, CommandLine command, Messages messages) {
    command.getOut().flush();
    command.getErr().println(messages.text("error", sentence(e, messages).replaceAll("\\R+", " ")));
    return Exit.USAGE;
  }

  private static String sentence(Exception e, Messages messages) {
    if (e instanceof CommandException known) {
      return known.text(messages);
    }
    if (e instanceof FileSystemException file) {
      return failed(file, messages);
    }
    if (e instanceof IOException io) {
      return messages.text("io", io.getClass().getSimpleName(), String.valueOf(io.getMessage()));
    }
    StackTraceElement[] at = e.getStackTrace();
    return messages.text("internal", e.toString(), at.length == 0 ? "?" : at[0].toString());
  }

  private static String failed(FileSystemException e, Messages messages) {
    if (e instanceof NoSuchFileException) {
      return messages.text("no-file", e.getFile());
    }
    if (e instanceof FileAlreadyExistsException) {
      return messages.text("no-folder", e.getFile());
    }
    if (e instanceof AccessDeniedException) {
      return messages.text("no-access", e.getFile());
    }
    String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
    return messages.text("io", e.getFile(), reason);
  }
}
