package dev.lockstep.cli;

import dev.lockstep.cli.report.FindingRemarks;
import dev.lockstep.config.check.DefinitionCheck;
import dev.lockstep.config.check.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code lockstep check}: judges definitions as their framework would, all findings at once. */
@Command(name = "check", mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  /** In which form findings are shown. */
  enum Format {
    TEXT,
    JSON,
    SARIF,
    JUNIT
  }

  @ParentCommand private Lockstep root = new Lockstep();

  @Parameters(paramLabel = "FILE", arity = "1..*", descriptionKey = "definitions")
  private List<Path> files = List.of();

  @Option(names = "--format", paramLabel = "text|json|sarif|junit", descriptionKey = "format")
  private Format format = Format.TEXT;

  @Override
  public Integer call() throws IOException {
    Console console = root.console();
    List<String> read = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (Path file : files) {
      try {
        findings.addAll(new DefinitionFile(file).checked(console.messages()).findings());
        read.add(file.toString());
      } catch (CommandException e) {
        console.error(e.text(console.messages()));
      }
    }
    show(console, read, findings);
    if (read.size() < files.size()) {
      return Exit.USAGE;
    }
    return findings.stream().anyMatch(Finding::isError) ? Exit.FINDINGS : Exit.FINE;
  }

  private void show(Console console, List<String> read, List<Finding> findings) {
    switch (format) {
      case JSON -> console.out().println(DefinitionCheck.toJson(findings));
      case SARIF -> console.out().print(FindingRemarks.sarif(findings));
      case JUNIT -> console.out().print(FindingRemarks.junit(read, findings));
      case TEXT -> {
        findings.forEach(finding -> console.out().println(finding));
        long errors = findings.stream().filter(Finding::isError).count();
        console.say("check.sum", read.size(), errors, findings.size() - errors);
      }
    }
  }
}
