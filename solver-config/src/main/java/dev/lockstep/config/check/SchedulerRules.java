package dev.lockstep.config.check;

import dev.lockstep.config.Api;
import dev.lockstep.config.Definition;
import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.config.check.Draft.DraftScheduler;
import dev.lockstep.core.OptionException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Schedulers: their names, their arguments, and whether they can be made on the optimizer. */
final class SchedulerRules implements Rules {
  @Override
  public void check(Draft draft, Consumer<Problem> out) {
    if (draft.schedulers().isEmpty() || Api.find(draft.fullName()).isEmpty()) {
      return;
    }
    Optional<Definition> base = base(draft);
    for (int i = 0; i < draft.schedulers().size(); i++) {
      check(draft, base, "schedulers[" + i + "]", draft.schedulers().get(i), out);
    }
  }

  /** The definition if it can be made, else the bare optimizer. */
  private static Optional<Definition> base(Draft draft) {
    try {
      Definition whole = draft.definition();
      if (Trial.of(whole).isEmpty()) {
        return Optional.of(whole);
      }
    } catch (OptionException e) {
      // reported where it stands
    }
    Map<String, @Nullable Object> stubs =
        new Known(draft.framework(), draft.version()).stubs(draft.fullName());
    return Optional.of(draft.definition(stubs, List.of())).filter(bare -> Trial.of(bare).isEmpty());
  }

  private static void check(
      Draft draft,
      Optional<Definition> base,
      String path,
      DraftScheduler scheduler,
      Consumer<Problem> out) {
    Known known = new Known(draft.framework(), draft.version());
    if (scheduler.api().isEmpty()) {
      return;
    }
    String full = Api.schedulerName(draft.framework(), scheduler.api());
    if (!known.api(path + ".api", scheduler.api(), full, out)) {
      return;
    }
    Map<String, @Nullable Object> args = scheduler.args();
    boolean tryable = known.options(path + ".args", full, args, out).size() == args.size();
    boolean complete = args.keySet().containsAll(known.stubs(full).keySet());
    if (draft.framework().equals("torch") || draft.framework().equals("mindspore")) {
      unsorted(path, args, out); // the others refuse them
    }
    if (tryable && base.isPresent()) {
      Trial.scheduler(base.get(), new SchedulerDefinition(scheduler.api(), args))
          .filter(refusal -> complete || args.keySet().stream().anyMatch(refusal::names))
          .ifPresent(refusal -> out.accept(refused(path, args, refusal)));
    }
  }

  private static Problem refused(String path, Map<String, @Nullable Object> args, Refusal refusal) {
    Optional<String> named = args.keySet().stream().filter(refusal::names).findFirst();
    return named
        .map(
            name ->
                Problem.of(
                    Rule.OPTION_REFUSED, path + ".args." + name, args.get(name), refusal.allowed()))
        .orElse(Problem.of(Rule.OPTION_REFUSED, path, args, refusal.reason()));
  }

  private static void unsorted(
      String path, Map<String, @Nullable Object> args, Consumer<Problem> out) {
    if (args.get("milestones") instanceof List<?> milestones
        && milestones.stream().allMatch(Number.class::isInstance)) {
      List<Double> given = milestones.stream().map(m -> ((Number) m).doubleValue()).toList();
      if (!given.equals(given.stream().sorted().toList())) {
        out.accept(
            Problem.of(
                Rule.UNSORTED_MILESTONES,
                path + ".args.milestones",
                milestones,
                given.stream().sorted().map(Double::intValue).toList().toString()));
      }
    }
  }
}
