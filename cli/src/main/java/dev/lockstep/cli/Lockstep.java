package dev.lockstep.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root: options that every subcommand has. */
@Command(
    name = "lockstep",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      ConformanceCommand.class,
      PortCommand.class,
      ExplainCommand.class,
      CheckCommand.class,
      ConvertCommand.class,
      ScheduleCommand.class,
      CompareCommand.class,
      CheckpointCommand.class,
      GuideCommand.class
    })
public final class Lockstep implements Runnable {
  /** When to show colour. */
  enum Color {
    AUTO,
    ALWAYS,
    NEVER
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--lang",
      paramLabel = "en|zh",
      scope = ScopeType.INHERIT,
      descriptionKey = "lang")
  private Language lang = Language.ofEnvironment();

  @Option(
      names = "--color",
      paramLabel = "auto|always|never",
      scope = ScopeType.INHERIT,
      descriptionKey = "color")
  private Color color = Color.AUTO;

  @Option(names = "--quiet", scope = ScopeType.INHERIT, descriptionKey = "quiet")
  private boolean quiet;

  /** Where a subcommand writes. */
  Console console() {
    CommandLine line = spec.commandLine();
    Messages messages = Messages.in(lang.locale());
    return new Console(line.getOut(), line.getErr(), messages, ansi(), quiet);
  }

  private Ansi ansi() {
    return switch (color) {
      case AUTO -> Ansi.AUTO;
      case ALWAYS -> Ansi.ON;
      case NEVER -> Ansi.OFF;
    };
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
