package dev.lockstep.porter.plan;

import dev.lockstep.core.Nearest;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.Condition;
import dev.lockstep.mapping.Outcome;
import dev.lockstep.mapping.RecordedOption;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Rewrite;
import dev.lockstep.mapping.RewriteStep;
import dev.lockstep.mapping.Settings;
import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.plan.OptimizerPlan.Lookup;
import dev.lockstep.porter.program.BoundCall;
import dev.lockstep.porter.program.ChosenClass;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.Kept;
import dev.lockstep.porter.program.OptimizerSite;
import dev.lockstep.porter.program.Suppression;
import dev.lockstep.porter.program.Translator;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.step.StepPlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Chooses, among the cards that lead from an optimizer, the one that the script leaves room for.
 */
final class OptimizerPlanner {
  /** Rewrites that this porter makes. */
  private static final Set<Rewrite> MADE =
      Set.of(
          Rewrite.ADD_DECAY_TO_GRADIENTS,
          Rewrite.NEGATE_GRADIENTS,
          Rewrite.UNSCALE_GRADIENTS,
          Rewrite.CLOSURE_OF_GRADIENTS,
          Rewrite.GENERATED_OPTIMIZER);

  /** Rewrites that are made at every step. */
  private static final Set<Rewrite> MADE_AT_STEPS =
      Set.of(Rewrite.ADD_DECAY_TO_GRADIENTS, Rewrite.NEGATE_GRADIENTS);

  /** What a class of the port does itself, for each group, where steps cannot. */
  private static final Map<String, String> DECAYING =
      Map.of("mindspore.experimental.optim.AdamW", "TorchGroupAdam");

  private static final String WEIGHT_DECAY = "weight_decay";

  /** The options that a group of {@code mindspore.nn} may set. */
  private static final Set<String> NN_GROUP_KEYS = Set.of("lr", WEIGHT_DECAY);

  private final Survey survey;
  private final Cards cards;
  private final String target;
  private final ClassCounterparts classes;

  OptimizerPlanner(Survey survey, Cards cards, String target, ClassCounterparts classes) {
    this.survey = survey;
    this.cards = cards;
    this.target = target;
    this.classes = classes;
  }

  /**
   * What a script asks of its optimizers' family: {@code nn} unless something speaks against it.
   */
  record Demand(Set<Family> families, List<Text> why) {}

  /**
   * The plan for an optimizer.
   *
   * @param demand which families are possible
   * @param rates its list of rates, for a target of {@code mindspore.nn}
   */
  OptimizerPlan plan(OptimizerSite site, Demand demand, Optional<RateList> rates) {
    Groups groups = survey.groups(site);
    if (site.bound().signature().options().isEmpty()) {
      return OptimizerPlan.stays(site, groups, Verdict.UNSUPPORTED, unknown(site));
    }
    if (Suppression.covers(site.node())) {
      return OptimizerPlan.stays(site, groups, Verdict.UNSUPPORTED, Why.SUPPRESSED);
    }
    if (Kept.covers(site.node())) {
      return OptimizerPlan.stays(site, groups, Verdict.UNSUPPORTED, Why.KEPT);
    }
    if (site.chosen().isPresent()) {
      return chosen(site, groups, site.chosen().get());
    }
    if (!site.bound().complete()) {
      return OptimizerPlan.stays(site, groups, Verdict.UNSUPPORTED, Why.unread(site.bound()));
    }
    Optional<String> missing = missing(site, groups);
    if (missing.isPresent()) {
      return OptimizerPlan.stays(site, groups, Verdict.UNSUPPORTED, Why.required(missing.get()));
    }
    if (TensorRate.isUnread(site, survey.program())) {
      return OptimizerPlan.stays(site, groups, Verdict.UNSUPPORTED, Why.TENSOR_RATE_UNREAD);
    }
    Rates kind = Rates.of(site, groups, survey.program());
    if (kind.refusal().isPresent()) {
      return OptimizerPlan.stays(site, groups, Verdict.UNSUPPORTED, kind.refusal().get());
    }
    if (Rates.areForDecay(site, groups, survey.program())) {
      return OptimizerPlan.stays(site, groups, Verdict.UNSUPPORTED, Why.DECAY_CELL);
    }
    if (groups.centralizes() && !Rates.hasRoom(site)) {
      return OptimizerPlan.stays(site, groups, Verdict.UNSUPPORTED, Why.CENTRALIZED_PLACE);
    }
    List<Candidate> candidates = new ArrayList<>();
    for (Card card : cards.from(site.api(), target)) {
      candidate(site, groups, card, demand).ifPresent(candidates::add);
    }
    Comparator<Candidate> order =
        Comparator.comparing((Candidate c) -> c.verdict)
            .thenComparing(c -> c.brought.isPresent())
            .thenComparing(c -> c.card.evidence());
    return candidates.stream()
        .min(order)
        .map(best -> plan(site, groups, best, worse(candidates, best), demand, rates))
        .orElse(OptimizerPlan.stays(site, groups, Verdict.UNSUPPORTED, unfit(site)));
  }

  /** One of several classes, each of which has a counterpart that takes the same arguments. */
  private OptimizerPlan chosen(OptimizerSite site, Groups groups, ChosenClass chosen) {
    List<String> taken = new ArrayList<>(chosen.possible());
    taken.removeIf(api -> classes.of(api).isEmpty());
    List<String> left = new ArrayList<>(chosen.possible());
    left.removeAll(taken);
    boolean readable =
        site.bound().problems().stream().allMatch(a -> a.kind() == Argument.Kind.DOUBLE_SPLAT);
    Set<String> implementation = Cards.implementation(survey.program().framework().root());
    boolean implemented =
        site.bound().isSetLater(survey.program().project(), implementation::contains);
    boolean named = chosen.isNamedBy(site.bound().call());
    if (taken.isEmpty() || !readable || implemented) {
      Text why = readable && !named ? Why.chosenFrom(lastNames(left)) : Why.unread(site.bound());
      return OptimizerPlan.stays(site, groups, Verdict.UNSUPPORTED, why);
    }
    Optional<Card> card = taken.stream().flatMap(classes::cards).findFirst();
    Text why =
        Texts.join(
            named ? Why.PASSED_ARGUMENTS : Why.chosen(lastNames(taken)),
            left.isEmpty() ? Texts.NOTHING : Why.chosenFrom(lastNames(left)));
    return OptimizerPlan.chosen(site, groups, card, why);
  }

  /** Why no card fits: what a person would have to do, if one leads there at all. */
  private Text unfit(OptimizerSite site) {
    Text none =
        Texts.format(
            "no card leads from %s to %s for this use of it",
            "没有适用于此用法的从 %s 到 %s 的映射卡片", site.api(), target);
    return cards.from(site.api(), target).stream()
        .flatMap(card -> card.rewrites().stream())
        .filter(step -> step.when().isEmpty() && isByHand(step.make()))
        .map(step -> step.make().text())
        .map(by -> new Text("A person can " + by.en(), "可由人工完成：" + by.zh()))
        .reduce(none, Texts::join);
  }

  /** Whether a rewrite is not made, or only where the script's closures can be taken apart. */
  private static boolean isByHand(Rewrite rewrite) {
    return !MADE.contains(rewrite) || rewrite == Rewrite.CLOSURE_OF_GRADIENTS;
  }

  /** An option without default, in this release, that neither the call nor every group states. */
  private static Optional<String> missing(OptimizerSite site, Groups groups) {
    BoundCall bound = site.bound();
    return bound.signature().settings().stream()
        .filter(RecordedOption::required)
        .map(RecordedOption::name)
        .filter(name -> !bound.given().containsKey(name) && !bound.spread().containsKey(name))
        .filter(name -> !groups.keys().contains(name))
        .findFirst();
  }

  /** A card that may be used, with what it says of this call. */
  private record Candidate(
      Card card,
      Family family,
      Verdict verdict,
      List<Outcome> outcomes,
      Optional<String> decay,
      Optional<String> brought) {

    /** What is made beside the call; a class of the port does itself what is made at steps. */
    List<RewriteStep> rewrites() {
      return outcomes.stream()
          .flatMap(o -> o.rewrites().stream())
          .filter(r -> brought.isEmpty() || !MADE_AT_STEPS.contains(r.make()))
          .distinct()
          .toList();
    }
  }

  private Optional<Candidate> candidate(
      OptimizerSite site, Groups groups, Card card, Demand demand) {
    Optional<Family> family = demand.families.stream().filter(f -> f.holds(card.to())).findFirst();
    boolean roomy =
        family.isPresent()
            && (family.get() != Family.NN || NN_GROUP_KEYS.containsAll(groups.keys()));
    Set<String> spread = site.bound().spread().keySet();
    boolean droppable = spread.stream().allMatch(card::isDropped);
    boolean keepable = spread.stream().allMatch(option -> keepsName(card, option));
    if (!roomy || !(droppable || keepable)) {
      return Optional.empty();
    }
    List<Outcome> outcomes = outcomes(site, groups, card);
    Set<Rewrite> wanted =
        outcomes.stream()
            .flatMap(o -> o.rewrites().stream())
            .map(RewriteStep::make)
            .collect(Collectors.toSet());
    boolean decays = wanted.contains(Rewrite.ADD_DECAY_TO_GRADIENTS);
    Optional<String> decay = decays ? decay(site, groups) : Optional.empty();
    boolean atSteps =
        (card.isGenerated() || Collections.disjoint(wanted, MADE_AT_STEPS) || stepsArePorted(site))
            && (decay.isPresent() || !decays)
            && isCertain(outcomes, Rewrite.NEGATE_GRADIENTS);
    Optional<String> brought =
        Optional.ofNullable(DECAYING.get(card.to())).filter(name -> decays && !atSteps);
    boolean made =
        MADE.containsAll(wanted)
            && (atSteps || brought.isPresent())
            && (!wanted.contains(Rewrite.UNSCALE_GRADIENTS) || isScaleMovable(site))
            && (!wanted.contains(Rewrite.CLOSURE_OF_GRADIENTS) || takesClosures(site));
    Verdict worst =
        outcomes.stream().map(Outcome::verdict).max(Verdict::compareTo).orElse(Verdict.UNSUPPORTED);
    Optional<String> before = brought.isPresent() ? Optional.empty() : decay;
    return made
        ? Optional.of(new Candidate(card, family.get(), worst, outcomes, before, brought))
        : Optional.empty();
  }

  /** Whether the loss scale can go from the call to a hook beside it. */
  private static boolean isScaleMovable(OptimizerSite site) {
    return site.bound().given().containsKey("loss_scale") && Rates.hasRoom(site);
  }

  /** Whether an option has the same name and value on both sides. */
  private static boolean keepsName(Card card, String option) {
    return card.source(option).size() == 1
        && card.source(option).stream()
            .allMatch(
                a ->
                    a.to().filter(option::equals).isPresent()
                        && a.from().size() == 1
                        && a.as().python(List.of("value")).equals("value"));
  }

  /** What a card says of the call, for the options of the call and of each group. */
  private List<Outcome> outcomes(OptimizerSite site, Groups groups, Card card) {
    Settings own = Values.settings(site.bound(), survey.program().evaluator());
    Map<String, @Nullable Object> defaults = site.bound().signature().defaults();
    Set<Outcome> outcomes = new LinkedHashSet<>();
    if (groups.groups().isEmpty()) {
      outcomes.addAll(card.judge(own.over(defaults)));
    }
    for (Map<String, Node> entries : groups.groups().values()) {
      outcomes.addAll(card.judge(overlay(own, entries).over(defaults)));
    }
    for (Map<String, Node> entries : groups.unwritten()) {
      outcomes.addAll(card.judge(overlay(own, entries).over(defaults)));
    }
    return List.copyOf(outcomes);
  }

  private Settings overlay(Settings own, Map<String, Node> entries) {
    Map<String, @Nullable Object> known = new HashMap<>(own.known());
    Set<String> symbolic = new HashSet<>(own.symbolic());
    entries.forEach(
        (key, value) -> {
          known.remove(key);
          symbolic.remove(key);
          Optional<Values.Plain> plain =
              Optional.of(survey.program().evaluator().value(value))
                  .filter(v -> v.certain())
                  .flatMap(Values::plain);
          plain.ifPresentOrElse(p -> known.put(key, p.value()), () -> symbolic.add(key));
        });
    return new Settings(known, symbolic);
  }

  private static boolean isCertain(List<Outcome> outcomes, Rewrite rewrite) {
    long with =
        outcomes.stream()
            .filter(o -> o.rewrites().stream().anyMatch(r -> r.make() == rewrite))
            .count();
    return with == 0 || with == outcomes.size();
  }

  /**
   * Whether every step of the optimizer is rewritten and is of no other, so that something can be
   * done before it.
   */
  private boolean stepsArePorted(OptimizerSite site) {
    List<Facing> steps =
        survey.of(site).stream().filter(f -> f.construct() == Construct.STEP).toList();
    return !steps.isEmpty()
        && steps.stream()
            .allMatch(f -> survey.step(f.node()).filter(p -> isAlone(site, p)).isPresent());
  }

  /** Whether what is done before a step concerns no other construction: of {@code if/else}, say. */
  private boolean isAlone(OptimizerSite site, StepPlan plan) {
    return plan.optimizers().stream()
        .map(optimizer -> survey.program().optimizersOf(optimizer))
        .filter(sites -> sites.contains(site))
        .allMatch(sites -> sites.size() == 1);
  }

  /** Whether every step of the optimizer is given a closure that can be taken apart. */
  private boolean takesClosures(OptimizerSite site) {
    List<Facing> steps =
        survey.of(site).stream().filter(f -> f.construct() == Construct.STEP).toList();
    return !steps.isEmpty() && steps.stream().allMatch(f -> survey.closure(f.node()).isPresent());
  }

  /** The weight decay as it is written at every step; empty if it is not one value there. */
  private Optional<String> decay(OptimizerSite site, Groups groups) {
    boolean ofGroups =
        groups.keys().contains(WEIGHT_DECAY)
            || groups.unwritten().stream().anyMatch(options -> options.containsKey(WEIGHT_DECAY));
    if (groups.kind() == Groups.Kind.UNKNOWN || ofGroups) {
      return Optional.empty();
    }
    Optional<Node> value = site.bound().value(WEIGHT_DECAY);
    Set<String> texts = new LinkedHashSet<>();
    for (Facing use : survey.of(site)) {
      if (use.construct() == Construct.STEP && value.isPresent()) {
        Translator translator = new Translator(survey.program().flow(), List.of(), use.node());
        texts.add(translator.translate(value.get()).orElse(""));
      }
    }
    return texts.size() == 1 && !texts.contains("")
        ? Optional.of(texts.iterator().next())
        : Optional.empty();
  }

  /** What the targets that were passed over would do. */
  private List<Text> worse(List<Candidate> candidates, Candidate best) {
    List<Text> texts = new ArrayList<>();
    for (Candidate other : candidates) {
      if (best.verdict.keepsNumbers() && !other.verdict.keepsNumbers()) {
        String api = other.card.to();
        texts.add(Texts.format("Not %s (%s)", "不用 %s（%s）", api, other.verdict));
        texts.add(differences(other.outcomes.get(0)));
      }
    }
    return texts;
  }

  private OptimizerPlan plan(
      OptimizerSite site,
      Groups groups,
      Candidate best,
      List<Text> worse,
      Demand demand,
      Optional<RateList> rates) {
    if (best.verdict == Verdict.UNSUPPORTED) {
      return OptimizerPlan.stays(site, groups, best.verdict, differences(best.outcomes.get(0)));
    }
    boolean nn = best.family == Family.NN;
    boolean filters = nn && !best.card.isGenerated();
    boolean explicit = filters && groups.kind() == Groups.Kind.FLAT && mayDecay(site);
    boolean exempts = exempts(site, groups);
    Optional<String> model =
        exempts ? NormLayers.model(site, groups, survey.program()) : Optional.empty();
    boolean checked = exempts && model.isEmpty() && groups.kind() == Groups.Kind.UNKNOWN;
    if (exempts && model.isEmpty() && !checked) {
      return OptimizerPlan.stays(site, groups, Verdict.UNSUPPORTED, Why.EXEMPT_UNREAD);
    }
    Optional<Lookup> lookup = Rates.of(site, groups, survey.program()).lookup();
    List<Text> why = new ArrayList<>();
    why.add(Texts.format("%s becomes %s", "%s 改为 %s", site.api(), best.card.to()));
    why.add(verdict(best));
    if (nn && rates.isEmpty()) {
      why.add(Why.PLAIN);
    } else if (!nn) {
      why.addAll(demand.why);
    }
    lookup.map(Why::lookedUp).ifPresent(why::add);
    TensorRate.number(site, survey.program()).ifPresent(n -> why.add(Why.TENSOR_RATE));
    best.brought.ifPresent(name -> why.add(Why.decaying(name)));
    if (checked) {
      why.add(Why.CHECKED_GROUPS);
    } else if (explicit || exempts) {
      why.add(explicit ? Why.EXPLICIT_GROUP : Why.EXEMPT_GROUP);
    }
    why.addAll(worse);
    return new OptimizerPlan(
        site,
        groups,
        Optional.of(best.card),
        Optional.of(best.family),
        best.verdict,
        best.rewrites(),
        best.decay,
        nn ? rates : Optional.empty(),
        explicit,
        checked,
        model,
        best.brought,
        lookup,
        Texts.join(why));
  }

  /** Whether the source exempts names from decay that the target would decay. */
  private boolean exempts(OptimizerSite site, Groups groups) {
    return site.api().startsWith("mindspore.nn.")
        && groups.kind() != Groups.Kind.GROUPED
        && mayDecay(site)
        && NormLayers.mayBeIn(groups, survey.program());
  }

  /** What the card says: the one outcome, or each with its conditions. */
  private Text verdict(Candidate best) {
    List<Text> parts = new ArrayList<>();
    for (Outcome outcome : best.outcomes) {
      parts.add(Texts.join(conditions(outcome), differences(outcome)));
    }
    return Texts.join(parts.stream().distinct().toList());
  }

  private static Text conditions(Outcome outcome) {
    String en = outcome.verdict() + ": " + outcome.verdict().text().en();
    String zh = outcome.verdict() + "：" + outcome.verdict().text().zh();
    if (outcome.isCertain()) {
      return new Text(en, zh);
    }
    return new Text(
        "If " + list(outcome.conditions(), true) + ", " + en,
        "若 " + list(outcome.conditions(), false) + "，" + zh);
  }

  private static String list(Map<String, Condition> conditions, boolean english) {
    return conditions.entrySet().stream()
        .map(
            e -> e.getKey() + " " + (english ? e.getValue().text().en() : e.getValue().text().zh()))
        .collect(Collectors.joining(english ? " and " : " 且 "));
  }

  private Text differences(Outcome outcome) {
    List<Text> parts = new ArrayList<>();
    outcome.rewrites().forEach(r -> parts.add(r.make().text()));
    outcome.differences().forEach(id -> cards.difference(id).ifPresent(d -> parts.add(d.text())));
    return parts.isEmpty() ? Texts.NOTHING : Texts.join(parts);
  }

  /** Whether the optimizer's own weight decay may be other than 0. */
  private boolean mayDecay(OptimizerSite site) {
    Settings own = Values.settings(site.bound(), survey.program().evaluator());
    Settings all = own.over(site.bound().signature().defaults());
    return !(all.known().get(WEIGHT_DECAY) instanceof Number decay) || decay.doubleValue() != 0;
  }

  private Text unknown(OptimizerSite site) {
    String name = lastName(site.api());
    List<String> names =
        survey.program().signatures().all().stream()
            .map(RecordedSignature::api)
            .filter(survey.program().framework()::isOptimizer)
            .map(OptimizerPlanner::lastName)
            .toList();
    String nearest = Nearest.to(name, names);
    String en = nearest == null ? "" : "; did you mean " + nearest + "?";
    String zh = nearest == null ? "" : "；是否指 " + nearest + "？";
    return new Text("unknown optimizer " + site.api() + en, "未知的优化器 " + site.api() + zh);
  }

  private static List<String> lastNames(List<String> apis) {
    return apis.stream().map(OptimizerPlanner::lastName).toList();
  }

  private static String lastName(String api) {
    return api.substring(api.lastIndexOf('.') + 1);
  }
}
