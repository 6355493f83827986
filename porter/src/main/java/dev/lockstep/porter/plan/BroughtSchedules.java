package dev.lockstep.porter.plan;

import dev.lockstep.porter.program.SchedulerSite;
import dev.lockstep.porter.program.Torch;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Schedulers of torch's for which the port has a class, and the uses in which MindSpore's own of
 * that name falls short.
 */
final class BroughtSchedules {
  /** A scheduler of schedulers: it needs no optimizer. */
  static final String CHAINED = Torch.SCHEDULERS + "ChainedScheduler";

  private static final String MULTIPLICATIVE = Torch.SCHEDULERS + "MultiplicativeLR";

  /** One scheduler after the other. */
  private static final String SEQUENTIAL = Torch.SCHEDULERS + "SequentialLR";

  private static final String LAMBDA = Torch.SCHEDULERS + "LambdaLR";

  private static final String MILESTONES = Torch.SCHEDULERS + "MultiStepLR";

  private static final String RESTARTS = Torch.SCHEDULERS + "CosineAnnealingWarmRestarts";

  /** MindSpore's own are used for these wherever they can be. */
  private static final Set<String> OWN = Set.of(LAMBDA, MILESTONES);

  private static final Map<String, String> CLASSES =
      Map.of(
          SEQUENTIAL,
          "TorchSequentialLR",
          CHAINED,
          "TorchChainedScheduler",
          RESTARTS,
          "TorchCosineAnnealingWarmRestarts",
          Torch.SCHEDULERS + "CyclicLR",
          "TorchCyclicLR",
          LAMBDA,
          "TorchLambdaLR",
          MULTIPLICATIVE,
          "TorchMultiplicativeLR",
          MILESTONES,
          "TorchMultiStepLR",
          Torch.SCHEDULERS + "OneCycleLR",
          "TorchOneCycleLR",
          "torch.optim.swa_utils.SWALR",
          "TorchSWALR");

  private final Survey survey;

  BroughtSchedules(Survey survey) {
    this.survey = survey;
  }

  /** The class of the port for one of torch's. */
  static Optional<String> of(String api) {
    return Optional.ofNullable(CLASSES.get(api));
  }

  /** Whether a scheduler is used as MindSpore's own of its name cannot be. */
  boolean isNeeded(SchedulerSite site) {
    return switch (site.api()) {
      case SEQUENTIAL -> !parts(site).allMatch(this::isOwnOfTarget);
      // torch's takes the factor at a milestone, too
      case MULTIPLICATIVE -> takesList(site) || isPart(site);
      // MindSpore's reads an attribute that it does not have
      case MILESTONES -> isSteppedTo(site);
      case RESTARTS -> isSteppedTo(site) && site.bound().given().containsKey("T_mult");
      default -> takesList(site);
    };
  }

  /** What a scheduler of schedulers is given; the whole argument where it is no list. */
  private Stream<Node> parts(SchedulerSite sequence) {
    return Optional.ofNullable(sequence.bound().given().get("schedulers")).stream()
        .flatMap(a -> survey.program().flow().origins(a.value()).stream())
        .flatMap(o -> o.is("list", "tuple") ? o.children().stream() : Stream.of(o));
  }

  /** Whether a part is a scheduler for which the port has no class. */
  private boolean isOwnOfTarget(Node part) {
    Set<SchedulerSite> sites = survey.program().schedulersOf(part);
    return !sites.isEmpty()
        && sites.stream()
            .noneMatch(s -> of(s.api()).isPresent() && (!OWN.contains(s.api()) || takesList(s)));
  }

  private boolean isPart(SchedulerSite site) {
    return survey.program().schedulers().stream()
        .filter(s -> s.api().equals(SEQUENTIAL))
        .flatMap(this::parts)
        .anyMatch(part -> survey.program().schedulersOf(part).contains(site));
  }

  /** Whether its functions come as a list that is not written there, element by element. */
  private boolean takesList(SchedulerSite site) {
    return Optional.ofNullable(site.bound().given().get("lr_lambda")).map(Argument::value).stream()
        .filter(value -> !value.is("list", "tuple"))
        .flatMap(value -> survey.program().flow().origins(value).stream())
        .anyMatch(origin -> origin.is("list", "tuple", "list_comprehension", "binary_operator"));
  }

  /** Whether a step is given the epoch: MindSpore's restarts fail there if cycles grow. */
  private boolean isSteppedTo(SchedulerSite site) {
    return survey.of(site).stream()
        .flatMap(f -> Call.of(f.node()).stream())
        .anyMatch(c -> c.name().equals("step") && !c.arguments().isEmpty());
  }
}
