package dev.lockstep.conformance.comparison;

import dev.lockstep.config.Api;
import dev.lockstep.config.Definition;
import dev.lockstep.config.GroupDefinition;
import dev.lockstep.config.ParameterDefinition;
import dev.lockstep.config.PetDefinition;
import dev.lockstep.config.Selector;
import dev.lockstep.config.StepDefinition;
import dev.lockstep.config.convert.JobRates;
import dev.lockstep.conformance.comparison.Pair.Walk;
import dev.lockstep.conformance.simulation.Simulation;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.Outcome;
import dev.lockstep.mapping.RecordedOption;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Settings;
import dev.lockstep.mapping.Signatures;
import dev.lockstep.mapping.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of two definitions.
 *
 * @param pair the two
 * @param card the card between their APIs, from the left one or from the right one; empty if there
 *     is none
 * @param verdict the card's if the options and the groups' parameters correspond, DIVERGES if a run
 *     shows it; empty if no card claims anything and no run shows a difference, and where EXACT is
 *     said of a run whose bits differ
 * @param differences ids of the card's differences
 * @param settings options that do not correspond
 * @param after1 largest difference after one step of the usual run
 * @param after12 the same after twelve steps
 * @param witness the smallest numbers that show a difference; empty if none were found
 */
public record Comparison(
    Pair pair,
    Optional<Card> card,
    Optional<Verdict> verdict,
    List<String> differences,
    List<Gap> settings,
    double after1,
    double after12,
    Optional<Walk> witness) {

  /** An option that MindSpore's groups have and its constructors do not; off unless given. */
  static final String CENTRALIZATION = "grad_centralization";

  /**
   * An option of the right side that does not say what the left side says.
   *
   * @param option its name; a group's index stands before it if there is more than one
   * @param expected what would correspond
   * @param got what it says
   */
  public record Gap(String option, @Nullable Object expected, @Nullable Object got) {}

  /**
   * Compares.
   *
   * @param steps the longest run that is looked at for a difference
   * @throws RuntimeException if one of them cannot be built
   */
  public static Comparison of(Definition left, Definition right, int steps) {
    Pair pair = new Pair(left, right);
    Said said = said(plain(left), plain(right));
    boolean scheduled = isScheduled(left) || isScheduled(right);
    boolean claims =
        said.gaps.isEmpty() && ((!scheduled && areStepsAlike(left, right)) || left.equals(right));
    SmallestWalk search = new SmallestWalk(pair, steps);
    Optional<Walk> witness = search.find();
    if (witness.isEmpty() && !scheduled && !said.gaps.isEmpty()) {
      witness = search.findSmall();
    }
    double after1 = pair.difference(1);
    double after12 = pair.difference(12);
    boolean sameBits = after1 == 0 && after12 == 0;
    Optional<Verdict> claimed =
        claims ? said.verdict.filter(v -> v != Verdict.EXACT || sameBits) : Optional.empty();
    Optional<Verdict> verdict =
        witness.isPresent() && claimed.map(Verdict::keepsNumbers).orElse(true)
            ? Optional.of(shown(claimed))
            : claimed;
    return new Comparison(
        pair, said.card, verdict, said.differences, said.gaps, after1, after12, witness);
  }

  /**
   * Whether the run shows what options that do not correspond do, be it too small to be followed by
   * hand. Of options beside schedules nothing is said: a schedule may make up for them.
   */
  public boolean showsGaps() {
    return !settings.isEmpty()
        && after12 > 0
        && !isScheduled(pair.left())
        && !isScheduled(pair.right());
  }

  /** Pet trains with torch's optimizers; a job's rate that stays is a number. */
  private static Definition plain(Definition definition) {
    return PetDefinition.is(definition)
        ? PetDefinition.torch(definition)
        : JobRates.constant(definition);
  }

  private static boolean isScheduled(Definition definition) {
    return PetDefinition.is(definition)
        || !definition.schedulers().isEmpty()
        || JobRates.constant(definition).options().get(JobRates.RATE) instanceof Map;
  }

  /** Whether the same is done to gradients; of limits and scales only one framework's own count. */
  private static boolean areStepsAlike(Definition left, Definition right) {
    StepDefinition step = left.step();
    boolean limited = !step.clipping().isEmpty() || step.lossScale().isPresent();
    return step.equals(right.step()) && !(limited && !left.framework().equals(right.framework()));
  }

  /** A rewrite that these definitions do not make is no false claim: the numbers differ still. */
  private static Verdict shown(Optional<Verdict> claimed) {
    return claimed.filter(v -> v == Verdict.REWRITE).orElse(Verdict.DIVERGES);
  }

  /** What cards and options say. */
  private record Said(
      Optional<Card> card, Optional<Verdict> verdict, List<String> differences, List<Gap> gaps) {}

  private static Said said(Definition left, Definition right) {
    RecordedSignature a = signature(left);
    RecordedSignature b = signature(right);
    if (a.api().equals(b.api())) {
      List<Gap> gaps = gaps(left, right, b, given -> given.over(a.defaults()).known());
      return new Said(Optional.empty(), Optional.of(Verdict.EXACT), List.of(), gaps);
    }
    Cards cards = Cards.load();
    Optional<Card> there = between(cards, a, b);
    Optional<Card> card = there.or(() -> between(cards, b, a));
    if (card.isEmpty()) {
      return new Said(card, Optional.empty(), List.of(), List.of());
    }
    return there.isPresent()
        ? said(card.get(), left, right, a, b)
        : said(card.get(), right, left, b, a);
  }

  private static Said said(
      Card card, Definition from, Definition to, RecordedSignature a, RecordedSignature b) {
    Verdict worst = Verdict.EXACT;
    Set<String> differences = new LinkedHashSet<>();
    for (Settings group : groups(from)) {
      List<Outcome> outcomes = card.judge(group.over(a.defaults()));
      Outcome outcome = outcomes.get(outcomes.size() - 1);
      worst = outcome.verdict().compareTo(worst) > 0 ? outcome.verdict() : worst;
      differences.addAll(outcome.differences());
    }
    List<Gap> gaps =
        gaps(
            from,
            to,
            b,
            given -> {
              Map<String, @Nullable Object> expected = new LinkedHashMap<>(b.defaults());
              expected.putAll(card.convert(given, a, b));
              return expected;
            });
    return new Said(Optional.of(card), Optional.of(worst), List.copyOf(differences), gaps);
  }

  private static Optional<Card> between(Cards cards, RecordedSignature a, RecordedSignature b) {
    return cards.from(a.api(), Card.framework(b.api())).stream()
        .filter(card -> card.to().equals(b.api()))
        .findFirst();
  }

  /** Makes the options that would correspond. */
  private interface Expected {
    Map<String, @Nullable Object> of(Settings given);
  }

  private static List<Gap> gaps(
      Definition from, Definition to, RecordedSignature target, Expected expected) {
    List<Settings> ours = groups(from);
    List<Settings> theirs = groups(to);
    List<Gap> gaps = new ArrayList<>();
    if (ours.size() != theirs.size()) {
      gaps.add(new Gap("groups", ours.size(), theirs.size()));
      return gaps;
    }
    List<Set<Integer>> members = members(from);
    List<Set<Integer>> others = members(to);
    for (int i = 0; i < ours.size(); i++) {
      Map<String, @Nullable Object> wanted = expected.of(ours.get(i));
      Map<String, @Nullable Object> got = theirs.get(i).over(target.defaults()).known();
      String prefix = ours.size() == 1 ? "" : "group " + i + ": ";
      if (!members.get(i).equals(others.get(i))) {
        gaps.add(new Gap(prefix + "params", named(to, members.get(i)), named(to, others.get(i))));
      }
      Object centralizes = ours.get(i).known().getOrDefault(CENTRALIZATION, false);
      Object centralized = theirs.get(i).known().getOrDefault(CENTRALIZATION, false);
      if (!RecordedOption.same(centralizes, centralized)) {
        gaps.add(new Gap(prefix + CENTRALIZATION, centralizes, centralized));
      }
      for (RecordedOption option : target.settings()) {
        Object want = wanted.get(option.name());
        Object have = got.get(option.name());
        boolean moves = from.options().get(JobRates.RATE) instanceof Map && want instanceof Map;
        if (!moves && !RecordedOption.same(want, have)) {
          gaps.add(new Gap(prefix + option.name(), want, have));
        }
      }
    }
    return gaps;
  }

  /** The parameters of each group, by their places in the model. */
  private static List<Set<Integer>> members(Definition definition) {
    List<String> names = Simulation.names(definition);
    List<List<String>> groups =
        definition.groups().stream()
            .filter(group -> !group.isOrder())
            .map(GroupDefinition::params)
            .toList();
    if (groups.isEmpty()) {
      return List.of(places(names, names));
    }
    List<ParameterDefinition> parameters =
        definition.parameters().isEmpty()
            ? names.stream().map(name -> new ParameterDefinition(name, List.of(), "")).toList()
            : definition.parameters();
    Selector selector = new Selector(parameters, groups);
    return groups.stream().map(group -> places(names, selector.take(group))).toList();
  }

  private static Set<Integer> places(List<String> names, List<String> of) {
    return of.stream().map(names::indexOf).collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> named(Definition definition, Set<Integer> places) {
    List<String> names = Simulation.names(definition);
    return places.stream().filter(place -> place < names.size()).map(names::get).toList();
  }

  /** The settings of each group, the constructor's behind them. */
  private static List<Settings> groups(Definition definition) {
    String rate =
        signature(definition).option("learning_rate").isPresent() ? "learning_rate" : "lr";
    List<Settings> groups = new ArrayList<>();
    for (GroupDefinition group : definition.groups()) {
      if (group.orderParams().isEmpty()) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(definition.options());
        group.options().forEach((name, value) -> all.put(name.equals("lr") ? rate : name, value));
        groups.add(Settings.of(all));
      }
    }
    return groups.isEmpty() ? List.of(Settings.of(definition.options())) : groups;
  }

  private static RecordedSignature signature(Definition definition) {
    String api = Api.fullName(definition.framework(), definition.api());
    return Signatures.find(api, definition.version())
        .orElseThrow(() -> new IllegalArgumentException("no signature of " + api + " is recorded"));
  }
}
