package dev.lockstep.cli;

import dev.lockstep.guide.Guide;
import dev.lockstep.guide.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/**
 * {@code lockstep guide}: writes the migration guide, or says which of its pages are stale.
 *
 * <p>A site has its manifest beside it: a line a file with its SHA-256. {@code --check MANIFEST}
 * makes the pages anew and compares.
 */
@Command(name = "guide", mixinStandardHelpOptions = true)
final class GuideCommand implements Callable<Integer> {
  /** The manifest's name in a site. */
  private static final String MANIFEST = "manifest.sha256";

  @ParentCommand private Lockstep root = new Lockstep();

  @Option(names = "--out", paramLabel = "DIR", descriptionKey = "guide.out")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--check", paramLabel = "MANIFEST", descriptionKey = "guide.check")
  private Optional<Path> check = Optional.empty();

  @Override
  public Integer call() throws IOException {
    if (out.isEmpty() && check.isEmpty()) {
      throw new CommandException("guide.nothing-to-do");
    }
    // read before the site is written: its own manifest may be the one to compare with
    Optional<String> manifest =
        check.isPresent() ? Optional.of(InputFile.text(check.get())) : Optional.empty();
    Site site = Guide.make();
    if (out.isPresent()) {
      write(site, out.get());
    }
    return manifest.isPresent() ? compare(site, manifest.get()) : Exit.FINE;
  }

  private void write(Site site, Path folder) throws IOException {
    for (Map.Entry<String, String> file : site.files().entrySet()) {
      WholeFile.write(folder.resolve(file.getKey()), file.getValue());
    }
    WholeFile.write(folder.resolve(MANIFEST), site.manifest());
    root.console().remark("guide.written", site.files().size(), folder.resolve("index.html"));
  }

  private int compare(Site site, String manifest) {
    List<String> stale = site.staleSince(manifest);
    stale.forEach(root.console()::print);
    String outcome = stale.isEmpty() ? "guide.fresh" : "guide.stale";
    root.console().remark(outcome, check.orElseThrow(), stale.size());
    return stale.isEmpty() ? Exit.FINE : Exit.FINDINGS;
  }
}
