package dev.lockstep.porter.plan;

import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.Outcome;
import dev.lockstep.mapping.Settings;
import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.plan.OptimizerPlanner.Demand;
import dev.lockstep.porter.program.ChosenClass;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.OptimizerSite;
import dev.lockstep.porter.program.SchedulerSite;
import dev.lockstep.porter.program.Suppression;
import dev.lockstep.porter.program.Torch;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The plans of a whole project.
 *
 * <p>Optimizers that one variable may hold, or that share a scheduler, are of one family. {@code
 * mindspore.nn} is taken where the script leaves room for it; a schedule then becomes a list of
 * rates.
 */
public final class Plans {
  private final Survey survey;
  private final TrainingProgram program;
  private final Cards cards;
  private final String target;
  private final ClassCounterparts classes;
  private final OptimizerPlanner planner;
  private final BroughtSchedules broughtSchedules;
  private final Escapes escapes;
  private final List<Call> ownSchedulers;
  private final Map<OptimizerSite, OptimizerPlan> optimizers = new LinkedHashMap<>();
  private final Map<SchedulerSite, SchedulerPlan> schedulers = new LinkedHashMap<>();
  private final Map<Node, ChosenClass> chosenSchedulers = new LinkedHashMap<>();

  /**
   * Plans a project.
   *
   * @param target the framework that is ported to
   */
  public Plans(Survey survey, Cards cards, String target) {
    this.survey = survey;
    this.program = survey.program();
    this.cards = cards;
    this.target = target;
    this.classes = new ClassCounterparts(cards, program.signatures(), target);
    this.planner = new OptimizerPlanner(survey, cards, target, classes);
    this.broughtSchedules = new BroughtSchedules(survey);
    this.escapes = new Escapes(program);
    this.ownSchedulers = ownSchedulers();
    clusters().forEach(this::plan);
    program.schedulers().forEach(site -> schedulers.computeIfAbsent(site, this::schedulerAlone));
    chooseSchedulers();
  }

  /** The survey that the plans are made from. */
  public Survey survey() {
    return survey;
  }

  /** The classes that may stand for others wherever they are named. */
  public ClassCounterparts classes() {
    return classes;
  }

  /** The plan of the optimizer that a call constructs. */
  public Optional<OptimizerPlan> optimizer(Node call) {
    return optimizers.values().stream().filter(p -> p.site().node() == call).findFirst();
  }

  /** The plan of the scheduler that a call constructs. */
  public Optional<SchedulerPlan> scheduler(Node call) {
    return schedulers.values().stream().filter(p -> p.site().node() == call).findFirst();
  }

  /** The plans of all optimizers. */
  public List<OptimizerPlan> optimizers() {
    return List.copyOf(optimizers.values());
  }

  /** The plans of all schedulers. */
  public List<SchedulerPlan> schedulers() {
    return List.copyOf(schedulers.values());
  }

  /** The plans of the optimizers that an expression may be. */
  public List<OptimizerPlan> of(Node optimizer) {
    return program.optimizersOf(optimizer).stream().map(this::planned).toList();
  }

  /** The plans of the schedulers that an expression may be. */
  public List<SchedulerPlan> ofScheduler(Node scheduler) {
    return program.schedulersOf(scheduler).stream()
        .flatMap(site -> Optional.ofNullable(schedulers.get(site)).stream())
        .toList();
  }

  /** How a call chooses the class of a scheduler, if all that it may choose have counterparts. */
  public Optional<ChosenClass> chosenScheduler(Node call) {
    return Optional.ofNullable(chosenSchedulers.get(call));
  }

  /** What the calls choose schedulers from. */
  public Stream<ChosenClass> chosenSchedulers() {
    return chosenSchedulers.values().stream();
  }

  private void chooseSchedulers() {
    survey
        .facings()
        .filter(f -> f.construct() == Construct.SCHEDULER && f.subject().isEmpty())
        .filter(f -> scheduler(f.node()).isEmpty() && !Suppression.covers(f.node()))
        .flatMap(f -> Call.of(f.node()).stream())
        .filter(
            call ->
                call.arguments().stream()
                    .allMatch(a -> of(a.value()).stream().allMatch(OptimizerPlan::isPorted)))
        .forEach(
            call ->
                ChosenClass.of(program, call)
                    .filter(chosen -> isAlike(chosen))
                    .ifPresent(chosen -> chosenSchedulers.put(call.node(), chosen)));
  }

  private boolean isAlike(ChosenClass chosen) {
    return program.framework().root().equals(Torch.ROOT)
        && chosen.scheduler()
        && chosen.possible().stream().allMatch(api -> classes.of(api).isPresent());
  }

  /** The schedulers that act on an optimizer. */
  public List<SchedulerSite> schedulersOn(OptimizerSite optimizer) {
    return program.schedulers().stream()
        .filter(
            s -> s.optimizer().filter(o -> program.optimizersOf(o).contains(optimizer)).isPresent())
        .toList();
  }

  /** Optimizers that must be of one family. */
  private List<Set<OptimizerSite>> clusters() {
    List<Set<OptimizerSite>> clusters = new ArrayList<>();
    program.optimizers().forEach(site -> clusters.add(new LinkedHashSet<>(Set.of(site))));
    survey
        .facings()
        .flatMap(f -> f.subject().stream())
        .forEach(subject -> merge(clusters, program.optimizersOf(subject)));
    program.schedulers().stream()
        .flatMap(s -> s.optimizer().stream())
        .forEach(optimizer -> merge(clusters, program.optimizersOf(optimizer)));
    return clusters;
  }

  private static void merge(List<Set<OptimizerSite>> clusters, Set<OptimizerSite> together) {
    Set<OptimizerSite> merged = new LinkedHashSet<>();
    if (together.size() > 1) {
      clusters.removeIf(c -> c.stream().anyMatch(together::contains) && merged.addAll(c));
      clusters.add(merged);
    }
  }

  private void plan(Set<OptimizerSite> cluster) {
    Set<SchedulerSite> scheduling = new LinkedHashSet<>();
    cluster.forEach(site -> scheduling.addAll(schedulersOn(site)));
    Optional<RateList> rates = rates(cluster, scheduling);
    Demand demand = demand(cluster, scheduling, rates);
    cluster.forEach(site -> optimizers.put(site, planner.plan(site, demand, rates)));
    boolean divided = cluster.stream().map(s -> planned(s).family()).distinct().count() > 1;
    boolean listed = cluster.stream().allMatch(s -> planned(s).rates().isPresent());
    if (divided || (rates.isPresent() && !listed)) {
      Demand experimental = new Demand(EnumSet.of(Family.EXPERIMENTAL), demand.why());
      cluster.forEach(
          site -> optimizers.put(site, planner.plan(site, experimental, Optional.empty())));
    }
    scheduling.forEach(site -> schedulers.put(site, scheduler(site, cluster)));
  }

  private OptimizerPlan planned(OptimizerSite site) {
    return Optional.ofNullable(optimizers.get(site)).orElseThrow();
  }

  private Optional<RateList> rates(Set<OptimizerSite> cluster, Set<SchedulerSite> scheduling) {
    if (cluster.size() != 1 || scheduling.size() != 1) {
      return Optional.empty();
    }
    OptimizerSite optimizer = cluster.iterator().next();
    SchedulerSite scheduler = scheduling.iterator().next();
    boolean carded =
        cards.from(scheduler.api(), target).stream().anyMatch(c -> c.to().equals(target + ".list"));
    Groups groups = survey.groups(optimizer);
    boolean simple = groups.kind() != Groups.Kind.UNKNOWN && !groups.keys().contains("lr");
    return carded && simple
        ? new RateListPlanner(survey).plan(optimizer, scheduler)
        : Optional.empty();
  }

  private Demand demand(
      Set<OptimizerSite> cluster, Set<SchedulerSite> scheduling, Optional<RateList> rates) {
    List<Text> why = new ArrayList<>();
    if ((!scheduling.isEmpty() && rates.isEmpty())
        || cluster.stream().anyMatch(this::isOwnScheduled)) {
      why.add(Why.SCHEDULED);
    }
    for (OptimizerSite site : cluster) {
      Groups groups = survey.groups(site);
      boolean touched =
          survey.of(site).stream()
              .anyMatch(
                  f ->
                      f.construct() == Construct.GROUP_MUTATION
                          || f.construct() == Construct.LR_READ
                          || f.construct() == Construct.GROUP);
      if (touched) {
        why.add(Why.GROUPS_TOUCHED);
      }
      if (groups.kind() == Groups.Kind.UNKNOWN) {
        why.add(Why.UNKNOWN_GROUPS);
      }
      if (!Set.of("lr", "weight_decay").containsAll(groups.keys())) {
        why.add(Why.GROUP_OPTIONS);
      }
      if (site.chosen().isPresent()) {
        why.add(Why.CLASS_CHOSEN);
      }
      if (escapes.of(site)) {
        why.add(Why.ESCAPES);
      }
    }
    if (target.equals(Torch.ROOT)) {
      return new Demand(EnumSet.of(Family.TORCH), List.of());
    }
    Set<Family> families =
        why.isEmpty()
            ? EnumSet.of(Family.NN, Family.EXPERIMENTAL)
            : EnumSet.of(Family.EXPERIMENTAL);
    return new Demand(families, why.stream().distinct().toList());
  }

  /** Whether a scheduler of the script's own acts on an optimizer. */
  private boolean isOwnScheduled(OptimizerSite site) {
    return ownSchedulers.stream()
        .flatMap(call -> call.arguments().stream())
        .map(Argument::value)
        .filter(value -> value.is("identifier", "attribute"))
        .anyMatch(value -> program.optimizersOf(value).contains(site));
  }

  /** The constructions of classes that extend a scheduler. */
  private List<Call> ownSchedulers() {
    return program.project().files().stream()
        .flatMap(file -> Call.in(file.root()))
        .filter(call -> program.flow().callee(call).filter(this::isScheduler).isPresent())
        .toList();
  }

  private boolean isScheduler(Node type) {
    return isScheduler(type, 8);
  }

  /** A class that extends one of the framework's, whose base class has an old private name, too. */
  private boolean isScheduler(Node type, int depth) {
    return depth > 0
        && type.is("class_definition")
        && Flow.bases(type)
            .anyMatch(
                b ->
                    program
                            .qualified(b)
                            .map(name -> name.replace("._LR", ".LR"))
                            .filter(program.framework()::isScheduler)
                            .isPresent()
                        || program.flow().origins(b).stream()
                            .anyMatch(o -> isScheduler(o, depth - 1)));
  }

  private SchedulerPlan scheduler(SchedulerSite site, Set<OptimizerSite> cluster) {
    if (Suppression.covers(site.node())) {
      return stays(site, Verdict.UNSUPPORTED, Why.SUPPRESSED);
    }
    if (!cluster.stream().allMatch(s -> planned(s).isPorted())) {
      return stays(site, Verdict.UNSUPPORTED, Why.OPTIMIZER_STAYS);
    }
    boolean listed = cluster.stream().allMatch(s -> planned(s).rates().isPresent());
    return ported(site, listed ? target + ".list" : objects(), listed);
  }

  private SchedulerPlan schedulerAlone(SchedulerSite site) {
    if (Suppression.covers(site.node())) {
      return stays(site, Verdict.UNSUPPORTED, Why.SUPPRESSED);
    }
    if (site.api().equals(BroughtSchedules.CHAINED)) {
      return ported(site, objects(), false);
    }
    if (site.optimizer().isEmpty()) {
      boolean isCell = site.api().startsWith("mindspore.nn.");
      Text why = isCell ? Why.NO_OPTIMIZER : Why.OPTIMIZER_UNKNOWN;
      return stays(site, Verdict.UNSUPPORTED, why);
    }
    if (isForeign(site.optimizer().get())) {
      return stays(site, Verdict.UNSUPPORTED, Why.OPTIMIZER_STAYS);
    }
    SchedulerPlan alone = ported(site, objects(), false);
    boolean toMindSpore = !target.equals(Torch.ROOT) && alone.isPorted();
    return toMindSpore ? alone.because(Why.ANY_OPTIMIZER) : alone;
  }

  /** Whether an optimizer is built here, and is not the framework's own. */
  private boolean isForeign(Node optimizer) {
    return program.flow().origins(optimizer).stream()
        .flatMap(o -> Call.of(o).stream())
        .anyMatch(c -> program.isOptimizerName(c.name()));
  }

  /** Where the target's scheduler objects are. */
  private String objects() {
    return target.equals(Torch.ROOT)
        ? Torch.SCHEDULERS
        : target + ".experimental.optim.lr_scheduler.";
  }

  private SchedulerPlan ported(SchedulerSite site, String to, boolean listed) {
    boolean readable =
        site.bound().problems().stream().allMatch(Plans::isVerbose)
            && site.bound().spread().isEmpty();
    Optional<Card> card =
        cards.from(site.api(), target).stream().filter(c -> c.to().startsWith(to)).findFirst();
    Optional<String> brought =
        BroughtSchedules.of(site.api()).filter(name -> !target.equals(Torch.ROOT) && !listed);
    boolean needed =
        card.isEmpty() || !keepsNumbers(site, card.get()) || broughtSchedules.isNeeded(site);
    if (brought.isPresent() && readable && needed) {
      return brought(site, brought.get(), Why.BROUGHT_SCHEDULE);
    }
    Optional<String> alike = classes.of(site.api()).filter(name -> !target.equals(Torch.ROOT));
    if (alike.isPresent() && !readable) {
      return brought(site, alike.get(), Why.ALIKE_SCHEDULE);
    }
    if (card.isEmpty() || !readable) {
      Text why =
          card.isEmpty()
              ? Texts.format("no card leads from %s to %s", "没有从 %s 到 %s 的映射卡片", site.api(), target)
              : Why.unread(site.bound());
      return stays(site, Verdict.UNSUPPORTED, why);
    }
    List<Outcome> outcomes = outcomes(site, card.get());
    Verdict verdict =
        outcomes.stream().map(Outcome::verdict).max(Verdict::compareTo).orElse(Verdict.UNSUPPORTED);
    List<Text> why = new ArrayList<>();
    why.add(said(verdict));
    if (!target.equals(Torch.ROOT)) {
      why.add(listed ? Why.LISTED : Why.STAYS_OBJECT);
    }
    outcomes.stream()
        .flatMap(o -> o.differences().stream())
        .distinct()
        .forEach(id -> cards.difference(id).ifPresent(d -> why.add(d.text())));
    return new SchedulerPlan(site, card, Optional.empty(), listed, verdict, Texts.join(why));
  }

  private List<Outcome> outcomes(SchedulerSite site, Card card) {
    Settings settings = Values.settings(site.bound(), program.evaluator());
    return card.judge(settings.over(site.bound().signature().defaults()));
  }

  private boolean keepsNumbers(SchedulerSite site, Card card) {
    return outcomes(site, card).stream().allMatch(o -> o.verdict().keepsNumbers());
  }

  private static SchedulerPlan brought(SchedulerSite site, String name, Text why) {
    return new SchedulerPlan(
        site,
        Optional.empty(),
        Optional.of(name),
        false,
        Verdict.EQUIVALENT,
        Texts.join(said(Verdict.EQUIVALENT), why));
  }

  private static Text said(Verdict verdict) {
    return new Text(verdict + ": " + verdict.text().en(), verdict + "：" + verdict.text().zh());
  }

  /** An argument of older releases that only prints. */
  public static boolean isVerbose(Argument argument) {
    return argument.keyword().equals("verbose");
  }

  private static SchedulerPlan stays(SchedulerSite site, Verdict verdict, Text why) {
    return new SchedulerPlan(site, Optional.empty(), Optional.empty(), false, verdict, why);
  }

  /** Whether a step is ported: it can be taken apart and its optimizer, if known, is ported. */
  public boolean isStepPorted(Facing step) {
    return survey.step(step.node()).isPresent()
        && of(step.subject().orElseThrow()).stream().allMatch(OptimizerPlan::isPorted);
  }
}
