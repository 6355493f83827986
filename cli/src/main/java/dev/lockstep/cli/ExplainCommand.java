package dev.lockstep.cli;

import dev.lockstep.core.Nearest;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.Difference;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Signatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code lockstep explain}: a card, an API or a difference in the terminal. */
@Command(name = "explain", mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  @ParentCommand private Lockstep root = new Lockstep();

  @Parameters(paramLabel = "ID|API", descriptionKey = "explain.what")
  private String what = "";

  /** The release of OneFlow whose job functions are recorded. */
  private static final String JOB_FUNCTIONS = "0.4";

  @Option(names = "--torch-version", paramLabel = "V", descriptionKey = "explain.torch-version")
  private Release torchVersion = Release.NEWEST;

  @Option(
      names = "--mindspore-version",
      paramLabel = "V",
      descriptionKey = "explain.mindspore-version")
  private Release mindsporeVersion = Release.NEWEST;

  @Option(names = "--class", descriptionKey = "explain.only-class")
  private boolean onlyClass;

  @Override
  public Integer call() {
    Console console = root.console();
    torchVersion.tell(console, "torch");
    mindsporeVersion.tell(console, "mindspore");
    Cards cards = Cards.load();
    Explanation explanation =
        new Explanation(
            cards,
            List.of(
                Signatures.of("torch", torchVersion.text()),
                Signatures.of("mindspore", mindsporeVersion.text()),
                Signatures.of("oneflow", ""),
                Signatures.of("oneflow", JOB_FUNCTIONS),
                Signatures.of("megengine", ""),
                Signatures.of("pet", "")),
            console.messages());
    lines(explanation, cards).forEach(line -> console.print(line.replace("@|", "@ |")));
    return Exit.FINE;
  }

  private List<String> lines(Explanation explanation, Cards cards) {
    Optional<Card> card = cards.find(what.toLowerCase(Locale.ROOT));
    if (card.isPresent()) {
      return onlyClass ? generated(explanation, card.get()) : explanation.of(card.get());
    }
    Optional<Difference> difference = cards.difference(what.toLowerCase(Locale.ROOT));
    if (difference.isPresent()) {
      return explanation.of(difference.get());
    }
    List<RecordedSignature> apis = explanation.apis(what);
    if (apis.isEmpty()) {
      throw new CommandException("explain.unknown", what, nearest(explanation, cards));
    }
    List<String> lines = new ArrayList<>();
    for (RecordedSignature api : apis) {
      lines.addAll(lines.isEmpty() ? List.of() : List.of(""));
      lines.addAll(explanation.of(api));
    }
    return lines;
  }

  private static List<String> generated(Explanation explanation, Card card) {
    if (!card.isGenerated()) {
      throw new CommandException("explain.no-class", card.id(), card.to());
    }
    return explanation.generated(card);
  }

  private String nearest(Explanation explanation, Cards cards) {
    TreeSet<String> known = new TreeSet<>();
    cards.all().forEach(card -> known.add(card.id()));
    cards.differences().forEach(difference -> known.add(difference.id()));
    explanation.names().forEach(name -> known.add(name.substring(name.lastIndexOf('.') + 1)));
    String nearest = Nearest.to(what, known);
    return nearest == null ? "torch.optim.Adam" : nearest;
  }
}
