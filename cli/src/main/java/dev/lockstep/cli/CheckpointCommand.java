package dev.lockstep.cli;

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
  @ParentCommand private Lockstep root = new Lockstep();
  @Spec private CommandSpec spec = CommandSpec.create();

  Console console() {
    return root.console();
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
