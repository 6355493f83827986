package dev.lockstep.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one API is written with another, and how faithful that is.
 *
 * <p>Two names are no APIs: {@code mindspore.list} is a list of rates given to an optimizer of
 * {@code mindspore.nn} as its learning rate; {@code mindspore.assign} is a rate assigned before
 * each step, for the optimizers that take no list.
 *
 * @param kind what the two are
 * @param from full name of the source
 * @param to full name of the target
 * @param arguments option by option, those of equal names included
 * @param cases verdicts, tried in order; the last holds always
 * @param rewrites what else a port changes, and when
 * @param always ids of differences that show whatever the options are
 * @param evidence what stands behind the verdicts
 * @param versions for each framework the releases for which it holds; absent means all recorded
 * @param cost what a port to this target costs beside its verdict
 * @param notes what a user should know
 */
public record Card(
    Kind kind,
    String from,
    String to,
    List<Argument> arguments,
    List<Case> cases,
    List<RewriteStep> rewrites,
    List<String> always,
    Evidence evidence,
    Map<String, VersionRange> versions,
    Optional<Text> cost,
    List<Text> notes) {

  /** What a card is about. */
  public enum Kind {
    /** An optimizer class. */
    OPTIMIZER,
    /** A scheduler, a schedule cell or a function that lists rates. */
    SCHEDULE,
    /** A call in the training step. */
    STEP,
    /** Saved state. */
    STATE
  }

  /** The name of the card: {@code adam-to-experimental-adamw}. */
  public String id() {
    return shortName(from) + "-to-" + shortName(to);
  }

  /** The framework of the source: {@code torch}. */
  public String sourceFramework() {
    return framework(from);
  }

  /** The framework of the target: {@code mindspore}. */
  public String targetFramework() {
    return framework(to);
  }

  /** Whether the target is a class that the port brings along; see {@code rewrite.Rewrites}. */
  public boolean isGenerated() {
    return rewrites.stream()
        .anyMatch(r -> r.when().isEmpty() && r.make() == Rewrite.GENERATED_OPTIMIZER);
  }

  /**
   * The signature of the target, with the options of all recorded releases; that of a generated
   * class is the source's, with the target's name of the rate.
   */
  public RecordedSignature target() {
    if (!isGenerated()) {
      return Signatures.ofAllReleases(to);
    }
    RecordedSignature source = Signatures.ofAllReleases(from);
    String rate = targetFramework().equals("torch") ? "lr" : "learning_rate";
    Set<String> free = Cards.implementation(sourceFramework());
    return new RecordedSignature(
        to,
        source.options().stream()
            .filter(option -> !free.contains(option.name()) && !isDropped(option.name()))
            .map(option -> option.isRate() ? option.named(rate) : option.withDecay())
            .toList());
  }

  /** Whether the card says that nothing of an option goes over. */
  public boolean isDropped(String option) {
    List<Argument> uses = source(option);
    return !uses.isEmpty() && uses.stream().allMatch(Argument::isDropped);
  }

  /** The first part of a full name. */
  public static String framework(String api) {
    return api.substring(0, api.indexOf('.'));
  }

  /** Whether an API is one that only OneFlow's job functions have. */
  public static boolean isOfJob(String api) {
    return api.startsWith("oneflow.optimizer.");
  }

  /** What makes the option of the target; empty if nothing does and its default stays. */
  public Optional<Argument> target(String option) {
    return arguments.stream().filter(a -> a.to().equals(Optional.of(option))).findFirst();
  }

  /** Where an option of the source goes; empty if a verdict or a rewrite takes care of it. */
  public List<Argument> source(String option) {
    return arguments.stream().filter(a -> a.from().contains(option)).toList();
  }

  /**
   * What this card says of a call: every outcome that is possible, the first that is certain being
   * the last. One outcome means that all that matters is known.
   *
   * @param settings the options of the call, the source's defaults included
   */
  public List<Outcome> judge(Settings settings) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Case option : cases) {
      Truth truth = settings.test(option.when());
      if (truth != Truth.NO) {
        outcomes.addAll(Outcome.of(option, rewrites, settings));
      }
      if (truth == Truth.YES) {
        break;
      }
    }
    return outcomes;
  }

  /** The weakest verdict that is possible for a call. */
  public Verdict worst(Settings settings) {
    return judge(settings).stream()
        .map(Outcome::verdict)
        .max(Verdict::compareTo)
        .orElse(Verdict.UNSUPPORTED);
  }

  /**
   * The target's options for a call with known values.
   *
   * <p>Only what the source states or what must be stated: an option that the call leaves out is
   * left out if both defaults mean the same.
   *
   * @param given what the call states, facts of the run included
   * @param source the recorded signature of the source
   * @param target the recorded signature of the target
   */
  public Map<String, @Nullable Object> convert(
      Settings given, RecordedSignature source, RecordedSignature target) {
    return new Translation(this, source, target).options(given);
  }

  /** Ids of all differences that this card names. */
  public Set<String> differences() {
    Set<String> all = new LinkedHashSet<>(always);
    cases.forEach(c -> all.addAll(c.differences()));
    return all;
  }

  /** Names of torch and MindSpore stand alone; others begin with their framework. */
  private static String shortName(String api) {
    boolean alone = Set.of("torch", "mindspore").contains(framework(api));
    String within = api.substring(api.indexOf('.') + 1);
    String name =
        within
            .replaceFirst("^optim\\.(lr_scheduler\\.)?(?=\\w+$)", "")
            .replaceFirst("\\.optim\\.", ".")
            .replace("lr_scheduler.", "");
    return (alone ? name : framework(api) + "." + name)
        .replace('.', '-')
        .replace('_', '-')
        .toLowerCase(Locale.ROOT);
  }

  /** A copy with these arguments and differences. */
  Card with(List<Argument> newArguments, List<String> newAlways) {
    return new Card(
        kind,
        from,
        to,
        List.copyOf(newArguments),
        cases,
        rewrites,
        List.copyOf(newAlways),
        evidence,
        versions,
        cost,
        notes);
  }

  /** The rewrites made for a call whose options are known, in order. */
  public List<RewriteStep> rewritesFor(Settings settings) {
    return rewrites.stream().filter(r -> settings.test(r.when()) == Truth.YES).toList();
  }

  /** What rewrites fix of the target's options. */
  Map<String, @Nullable Object> fixed(Settings settings) {
    Map<String, @Nullable Object> fixed = new LinkedHashMap<>();
    rewritesFor(settings).forEach(r -> fixed.putAll(r.set()));
    return fixed;
  }
}
