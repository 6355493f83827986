package dev.lockstep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code lockstep checkpoint}: what a checkpoint holds, and the same for the other framework. */
@Command(
    name = "checkpoint",
    mixinStandardHelpOptions = true,
    subcommands = {CheckpointInspect.class, CheckpointConvert.class})
final class CheckpointCommand implements Runnable {
  /** An array of bytes has no more; some are kept for the JVM's header. */
  private static final long MAX_BYTES = Integer.MAX_VALUE - 8L;

  @ParentCommand private Lockstep root = new Lockstep();
  @Spec private CommandSpec spec = CommandSpec.create();

  /** The bytes of a checkpoint, which are in memory while it is read. */
  static byte[] bytes(Path file) throws IOException {
    InputFile.require(file);
    if (Files.size(file) > MAX_BYTES) {
      throw new CommandException("checkpoint.too-big", file, MAX_BYTES >> 20);
    }
    return Files.readAllBytes(file);
  }

  Console console() {
    return root.console();
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
