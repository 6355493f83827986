package dev.lockstep.porter.program;

import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Signatures;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Evaluator;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Project;
import dev.lockstep.porter.python.PythonFile;
import dev.lockstep.porter.python.Statements;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The optimizers, schedulers and models of a project, and which of them an expression stands for.
 *
 * <p>An expression is traced to the constructions it may come from. Where nothing can be traced
 * (the parameter of a function that another project calls) what the file does with the variable
 * decides: something with {@code step} and {@code zero_grad} is an optimizer.
 */
public final class TrainingProgram {
  private static final Pattern OPTIMIZER_NAME =
      Pattern.compile("(?i).*optim(izer)?s?(_?\\w{0,3})?|opt|opt_\\w+|\\w+_opt\\d?");
  private static final Pattern SCHEDULER_NAME = Pattern.compile("(?i).*(sched|lr_policy).*");

  private final Project project;
  private final Framework framework;
  private final Flow flow;
  private final Evaluator evaluator;
  private final Signatures signatures;
  private final Usage usage;
  private final Set<String> optimizerNames;
  private final Set<String> schedulerNames;
  private final Map<Node, OptimizerSite> optimizers = new LinkedHashMap<>();
  private final Map<Node, SchedulerSite> schedulers = new LinkedHashMap<>();
  private final QualifiedNames names;
  private final Models models;
  private final GroupOwners groupOwners;
  private final ModeDependence modeDependence;
  private List<StepMethod> stepMethods = List.of();
  private final OptimizedTensors optimizedTensors;

  private TrainingProgram(Project project, Framework framework, Signatures signatures) {
    this.project = project;
    this.framework = framework;
    this.signatures = signatures;
    this.flow = new Flow(project, call -> framework.passages(project, call));
    this.evaluator = new Evaluator(flow);
    this.usage = new Usage(project);
    this.names = new QualifiedNames(project, framework, signatures);
    this.models = new Models(this, usage);
    this.groupOwners = new GroupOwners(project);
    this.modeDependence = new ModeDependence(this);
    this.optimizerNames = names(framework::isOptimizer);
    this.schedulerNames = names(framework::isScheduler);
    project.files().forEach(this::readConstructions);
    this.stepMethods = StepMethod.all(this);
    this.optimizedTensors = new OptimizedTensors(this);
  }

  /**
   * Reads a project.
   *
   * @param framework the framework that it is written for
   * @param version its release; empty for the newest recorded
   */
  public static TrainingProgram read(Project project, Framework framework, String version) {
    return new TrainingProgram(project, framework, framework.signatures(version));
  }

  private void readConstructions(PythonFile file) {
    Call.in(file.root())
        .forEach(
            call -> {
              String name = called(call).orElse("");
              Optional<ChosenClass> chosen = chosenOptimizer(call);
              if (chosen.isPresent()) {
                optimizers.put(call.node(), site(call, chosen.get()));
              } else if (framework.isOptimizer(name)) {
                optimizers.put(call.node(), site(call, name, unread(call, name)));
              } else if (framework.isScheduler(name)) {
                schedulers.put(call.node(), new SchedulerSite(name, bound(call, name)));
              }
            });
  }

  /** How a call chooses among torch's optimizers, where that is not known before it runs. */
  private Optional<ChosenClass> chosenOptimizer(Call call) {
    return ChosenClass.of(this, call)
        .filter(c -> framework.root().equals(Torch.ROOT) && !c.scheduler())
        .filter(c -> c.known().isEmpty());
  }

  /** A class that is named, with options that are known only when the script runs. */
  private Optional<ChosenClass> unread(Call call, String name) {
    List<Argument> unread = bound(call, name).problems();
    boolean options =
        !unread.isEmpty() && unread.stream().allMatch(a -> a.kind() == Argument.Kind.DOUBLE_SPLAT);
    return options && framework.root().equals(Torch.ROOT) && qualified(call.callee()).isPresent()
        ? Optional.of(ChosenClass.named(call, framework.canonical(name)))
        : Optional.empty();
  }

  /** The construction, as one of the class that the arguments fit first. */
  private OptimizerSite site(Call call, ChosenClass chosen) {
    List<OptimizerSite> sites =
        chosen.possible().stream().map(name -> site(call, name, Optional.of(chosen))).toList();
    return sites.stream().filter(s -> s.bound().complete()).findFirst().orElse(sites.get(0));
  }

  private OptimizerSite site(Call call, String name, Optional<ChosenClass> chosen) {
    boolean handed = chosen.filter(c -> c.isHanded(call)).isPresent();
    BoundCall bound = handed ? BoundCall.ofFunction(call, signature(name)) : bound(call, name);
    return new OptimizerSite(framework.canonical(name), bound, chosen);
  }

  /** The full name of what a call calls, also where it is chosen by a name that is known. */
  Optional<String> called(Call call) {
    return qualified(call.callee())
        .or(() -> ChosenClass.of(this, call).flatMap(ChosenClass::known));
  }

  private BoundCall bound(Call call, String name) {
    return BoundCall.of(call, signature(name), flow);
  }

  private RecordedSignature signature(String name) {
    return signatures
        .find(framework.canonical(name))
        .orElseGet(() -> new RecordedSignature(name, List.of()));
  }

  /** The framework that it is written for. */
  public Framework framework() {
    return framework;
  }

  /** The files. */
  public Project project() {
    return project;
  }

  /** Where values come from. */
  public Flow flow() {
    return flow;
  }

  /** What is known of values. */
  public Evaluator evaluator() {
    return evaluator;
  }

  /** The recorded signatures of the source framework. */
  public Signatures signatures() {
    return signatures;
  }

  /** All constructions of optimizers. */
  public List<OptimizerSite> optimizers() {
    return List.copyOf(optimizers.values());
  }

  /** All constructions of schedulers. */
  public List<SchedulerSite> schedulers() {
    return List.copyOf(schedulers.values());
  }

  /** Whether an optimizer of the framework has that class name. */
  public boolean isOptimizerName(String name) {
    return optimizerNames.contains(name);
  }

  /** Whether a scheduler of the framework has that class name. */
  public boolean isSchedulerName(String name) {
    return schedulerNames.contains(name);
  }

  private Set<String> names(Predicate<String> api) {
    return signatures.all().stream()
        .map(RecordedSignature::api)
        .filter(api)
        .map(name -> name.substring(name.lastIndexOf('.') + 1))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The entries of {@code {"a": 1}} or {@code dict(a=1)}; empty for anything else. */
  public Optional<Map<String, Node>> dictionary(Node node) {
    return BoundCall.Dictionaries.entries(node);
  }

  /** The full name an expression stands for, as the source framework's documentation has it. */
  public Optional<String> canonical(Node expression) {
    return qualified(expression).map(framework::canonical);
  }

  /** The first base of a class that is a schedule of MindSpore's; empty if none is. */
  public Optional<Node> scheduleBase(Node type) {
    return Flow.bases(type)
        .filter(b -> qualified(b).filter(MindSpore::isScheduleBase).isPresent())
        .findFirst();
  }

  /** The full name an expression stands for; a star import of the source framework counts. */
  public Optional<String> qualified(Node expression) {
    return names.of(expression);
  }

  /** The optimizers that an expression may be. */
  public Set<OptimizerSite> optimizersOf(Node expression) {
    Set<OptimizerSite> found = new LinkedHashSet<>();
    for (Node origin : flow.origins(expression)) {
      Optional.ofNullable(optimizers.get(origin)).ifPresent(found::add);
    }
    return found.isEmpty() ? wrapped(expression) : found;
  }

  /** The optimizers that an object of the script's own stands for. */
  private Set<OptimizerSite> wrapped(Node expression) {
    return wrapper(expression).map(m -> optimizersOf(m.optimizer())).orElse(Set.of());
  }

  /** The models whose parameters an optimizer is made with, as they are called there. */
  public Stream<String> modelsOf(Node optimizer) {
    return optimizersOf(optimizer).stream()
        .flatMap(site -> site.params().map(Argument::value).stream())
        .flatMap(params -> flow.origins(params).stream())
        .flatMap(Call::in)
        .filter(call -> call.name().matches("(named_)?parameters"))
        .flatMap(call -> call.receiver().map(Node::text).stream())
        .distinct();
  }

  /** The method that steps what an object of the script's own stands for. */
  public Optional<StepMethod> wrapper(Node expression) {
    return stepMethods.stream().filter(m -> m.holds(this, expression)).findFirst();
  }

  /** The methods of the script that take a step of an optimizer which their object holds. */
  public List<StepMethod> stepMethods() {
    return stepMethods;
  }

  /** Whether the script defines the method that a call calls, whatever its object may be. */
  public boolean isOwnMethod(Call call) {
    boolean defined =
        flow.callee(call).isPresent()
            || call.receiver()
                .flatMap(flow::instanceOf)
                .flatMap(type -> flow.method(type, call.name()))
                .isPresent();
    return defined && call.receiver().filter(this::isOfFramework).isEmpty();
  }

  private boolean isOfFramework(Node expression) {
    return flow.origins(expression).stream()
        .anyMatch(origin -> optimizers.containsKey(origin) || schedulers.containsKey(origin));
  }

  /** The plain tensors that optimizers are handed. */
  public OptimizedTensors optimizedTensors() {
    return optimizedTensors;
  }

  /** The method of the script that a call calls to take a step. */
  public Optional<StepMethod> stepMethod(Call call) {
    return stepMethods.stream().filter(m -> m.isCalled(this, call)).findFirst();
  }

  /** The models whose parameters an optimizer may hold; empty if they cannot be told. */
  public Optional<Set<Node>> models(Node optimizer) {
    Set<Node> models = new LinkedHashSet<>();
    for (OptimizerSite site : optimizersOf(optimizer)) {
      List<Node> of = site.params().stream().flatMap(a -> listedModels(a.value(), 3)).toList();
      if (of.isEmpty()) {
        return Optional.empty();
      }
      models.addAll(of);
    }
    return Optional.of(models).filter(found -> !found.isEmpty());
  }

  /** The models whose parameters an expression lists, or groups that it holds. */
  private Stream<Node> listedModels(Node parameters, int depth) {
    return depth == 0
        ? Stream.empty()
        : flow.origins(parameters).stream()
            .flatMap(
                o ->
                    Stream.concat(
                        Call.in(o)
                            .filter(c -> c.name().matches("(named_)?parameters"))
                            .flatMap(c -> c.receiver().stream()),
                        o.descendants("dictionary")
                            .flatMap(d -> dictionary(d).stream())
                            .flatMap(d -> Optional.ofNullable(d.get("params")).stream())
                            .filter(p -> p.is("identifier", "attribute"))
                            .flatMap(p -> listedModels(p, depth - 1))));
  }

  /** The schedulers that an expression may be. */
  public Set<SchedulerSite> schedulersOf(Node expression) {
    Set<SchedulerSite> found = new LinkedHashSet<>();
    for (Node origin : flow.origins(expression)) {
      Optional.ofNullable(schedulers.get(origin)).ifPresent(found::add);
    }
    return found;
  }

  /** Whether an expression is an optimizer, traced or by what is done with it. */
  public boolean isOptimizer(Node expression) {
    if (!optimizersOf(expression).isEmpty()) {
      return true;
    }
    Set<String> uses = usage.of(expression);
    boolean named = OPTIMIZER_NAME.matcher(lastName(expression)).matches();
    boolean cleared = uses.contains("zero_grad") || uses.contains("clear_grad");
    boolean stepped = uses.contains("step") && (cleared || named);
    boolean kept = uses.contains("state_dict") || uses.contains("load_state_dict");
    boolean inside = named && (cleared || kept || uses.contains("param_groups"));
    return !isKnownOther(expression) && (stepped || inside || uses.contains("param_groups"));
  }

  /** Whether an expression is a scheduler, traced or by what is done with it. */
  public boolean isScheduler(Node expression) {
    Set<String> uses = usage.of(expression);
    boolean named = SCHEDULER_NAME.matcher(lastName(expression)).matches();
    return !schedulersOf(expression).isEmpty()
        || uses.contains("get_last_lr")
        || (uses.contains("step") && named && !isOptimizer(expression));
  }

  /** Whether an expression is a model, traced or by what is done with it. */
  public boolean isModel(Node expression) {
    return models.isModel(expression);
  }

  /** Whether every model that an expression may be is an instance of a class that can be read. */
  public boolean isBuiltHere(Node expression) {
    return models.isBuiltHere(expression);
  }

  /** Whether a class of this project is a {@code torch.nn.Module}. */
  public boolean isModule(Node type) {
    return models.isModule(type);
  }

  /** Whether what is computed depends on the mode of the models. */
  public ModeDependence modeDependence() {
    return modeDependence;
  }

  /** Whether a function does nothing but clear gradients. */
  public boolean onlyClears(Node function) {
    List<Node> body =
        function
            .find("body")
            .filter(b -> b.is("block"))
            .map(Node::children)
            .orElse(List.of())
            .stream()
            .filter(s -> !Statements.isText(s))
            .toList();
    return !body.isEmpty()
        && body.stream()
            .allMatch(
                s ->
                    s.children().stream()
                        .filter(Statements::isAlone)
                        .flatMap(n -> Call.of(n).stream())
                        .anyMatch(c -> c.name().equals("zero_grad") && c.receiver().isPresent()));
  }

  /** Whether a {@code with} that enters it records nothing for gradients: {@code no_grad()}. */
  public boolean isWithoutGradients(Node expression) {
    return Call.of(expression)
        .flatMap(c -> qualified(c.callee()))
        .filter(Torch.WITHOUT_GRADIENTS::contains)
        .isPresent();
  }

  /** Whether an expression is a gradient scaler. */
  public boolean isScaler(Node expression) {
    Set<String> uses = usage.of(expression);
    return flow.origins(expression).stream()
            .flatMap(o -> Call.of(o).stream())
            .anyMatch(c -> c.name().equals("GradScaler"))
        || (uses.contains("unscale_") || (uses.contains("scale") && uses.contains("update")));
  }

  private boolean isKnownOther(Node expression) {
    return flow.origins(expression).stream()
        .anyMatch(o -> models.isModuleInstance(o) || schedulers.containsKey(o) || isScalerCall(o));
  }

  private static boolean isScalerCall(Node origin) {
    return Call.of(origin).filter(c -> c.name().equals("GradScaler")).isPresent();
  }

  private static String lastName(Node expression) {
    return expression.is("attribute") ? expression.get("attribute").text() : expression.text();
  }

  /**
   * The optimizer expression whose group an expression is: {@code opt} for {@code
   * opt.param_groups[0]} and for the variable of a loop over {@code opt.param_groups}.
   */
  public Optional<Node> ownerOfGroup(Node expression) {
    return groupOwners.of(expression);
  }
}
