package dev.lockstep.porter;

import dev.lockstep.config.Definition;
import dev.lockstep.config.GroupDefinition;
import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Settings;
import dev.lockstep.mapping.Signatures;
import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Translation;
import dev.lockstep.porter.plan.OptimizerPlan;
import dev.lockstep.porter.plan.RateList;
import dev.lockstep.porter.plan.SchedulerPlan;
import dev.lockstep.porter.plan.Values;
import dev.lockstep.porter.program.BoundCall;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Evaluator;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.rule.FilePort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The optimizers of a file before and after, as data for curves and simulation. */
final class Preview {
  private final FilePort port;
  private final Evaluator evaluator;

  Preview(FilePort port) {
    this.port = port;
    this.evaluator = port.program().evaluator();
  }

  List<PortedOptimizer> optimizers() {
    List<PortedOptimizer> found = new ArrayList<>();
    for (OptimizerPlan plan : port.plans().optimizers()) {
      boolean here = plan.site().node().source() == port.file().source();
      boolean stock = plan.card().filter(card -> !card.isGenerated()).isPresent();
      if (here && stock && plan.site().chosen().isEmpty() && port.isMade(plan)) {
        found.add(optimizer(plan));
      }
    }
    return found;
  }

  private PortedOptimizer optimizer(OptimizerPlan plan) {
    Card card = plan.card().orElseThrow();
    Map<String, @Nullable Object> given = options(plan.site().bound());
    List<SchedulerPlan> schedulers =
        port.plans().schedulersOn(plan.site()).stream()
            .flatMap(s -> port.plans().scheduler(s.node()).stream())
            .toList();
    OptionalLong perEpoch =
        plan.rates().map(r -> r.stepsPerEpoch().known()).orElse(OptionalLong.empty());
    OptionalLong total = plan.rates().map(RateList::total).orElse(OptionalLong.empty());
    int known = given.size();
    Definition source =
        definition(
            port.options().from(),
            plan.site().api(),
            given,
            plan,
            schedulers.stream().map(this::scheduler).toList(),
            perEpoch);
    Definition target =
        definition(
            port.options().to(),
            card.to(),
            target(card, plan.site().bound(), given),
            plan,
            schedulers.stream().flatMap(kept -> targetScheduler(kept).stream()).toList(),
            perEpoch);
    return new PortedOptimizer(
        plan.site().node().line(),
        source,
        plan.rates().isPresent() ? listed(source, target, total) : target,
        plan.verdict(),
        card.id(),
        plan.reason(),
        schedule(schedulers),
        perEpoch,
        total,
        known == plan.site().bound().given().size() - 1);
  }

  /** Where the source cannot be run before the script is, the target keeps its constant rate. */
  private static Definition listed(Definition source, Definition target, OptionalLong total) {
    try {
      return new Listed(source, PortedOptimizer.shownSteps(total)).in(target);
    } catch (IllegalArgumentException e) {
      return target;
    }
  }

  private static Optional<Text> schedule(List<SchedulerPlan> schedulers) {
    return schedulers.stream().findFirst().map(SchedulerPlan::reason);
  }

  private Map<String, @Nullable Object> options(BoundCall bound) {
    Map<String, Argument> given = new LinkedHashMap<>(bound.given());
    given.keySet().removeAll(Set.of("params", "optimizer"));
    return Values.preview(given, evaluator);
  }

  private Map<String, @Nullable Object> target(
      Card card, BoundCall bound, Map<String, @Nullable Object> given) {
    return Signatures.of(port.options().to(), port.options().toVersion())
        .find(card.to())
        .map(
            signature ->
                new Translation(card, bound.signature(), signature).options(Settings.of(given)))
        .orElse(Map.of());
  }

  private Definition definition(
      String framework,
      String api,
      Map<String, @Nullable Object> options,
      OptimizerPlan plan,
      List<SchedulerDefinition> schedulers,
      OptionalLong perEpoch) {
    return new Definition(
        framework, "", api, options, List.of(), groups(plan), schedulers, (int) perEpoch.orElse(0));
  }

  private SchedulerDefinition scheduler(SchedulerPlan plan) {
    return new SchedulerDefinition(simpleName(plan.site().api()), options(plan.site().bound()));
  }

  /** The other side's scheduler; empty if a list of rates took its place, or it stays. */
  private Optional<SchedulerDefinition> targetScheduler(SchedulerPlan plan) {
    BoundCall bound = plan.site().bound();
    return plan.card()
        .filter(card -> !plan.listed())
        .map(
            card ->
                new SchedulerDefinition(
                    simpleName(card.to()), target(card, bound, options(bound))));
  }

  private static String simpleName(String api) {
    return api.substring(api.lastIndexOf('.') + 1);
  }

  /** The groups by the text of their parameters, which only the running script knows. */
  private List<GroupDefinition> groups(OptimizerPlan plan) {
    List<GroupDefinition> groups = new ArrayList<>();
    plan.groups()
        .groups()
        .values()
        .forEach(
            entries -> {
              Map<String, @Nullable Object> options = new LinkedHashMap<>();
              entries.forEach((key, value) -> option(key, value, options));
              String params =
                  Optional.ofNullable(entries.get("params")).map(Node::text).orElse("*");
              groups.add(GroupDefinition.of(List.of(params), options));
            });
    return groups;
  }

  private void option(String key, Node value, Map<String, @Nullable Object> options) {
    if (!key.equals("params")) {
      Values.plain(evaluator.value(value)).ifPresent(plain -> options.put(key, plain.value()));
    }
  }
}
