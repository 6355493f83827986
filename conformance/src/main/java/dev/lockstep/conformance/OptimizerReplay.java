package dev.lockstep.conformance;

import dev.lockstep.config.UnknownApiException;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Replays a recorded run of an optimizer and compares every recorded number. */
final class OptimizerReplay {
  private final GoldenCase golden;
  private final Comparison comparison;
  private final List<Parameter> parameters;
  private final Option[] extra;
  private final Mode mode;

  OptimizerReplay(GoldenCase golden, Budget budget, Option... extra) {
    this.golden = golden;
    this.extra = extra;
    this.mode = budget.mode();
    this.comparison = new Comparison(golden.id(), budget);
    this.parameters = golden.parameters();
  }

  /** Replays. */
  CaseReport run() {
    return comparison.of(golden.refusedAt().orElse("no refusal"), this::replay);
  }

  private void replay() {
    Subject subject;
    try {
      subject = Subject.of(golden, parameters, extra);
    } catch (UnknownApiException unsupported) {
      throw unsupported;
    } catch (OptionException refusal) {
      refused("constructor", refusal);
      return;
    }
    if (golden.refusedAt().map("constructor"::equals).orElse(false)) {
      comparison.refusal("constructor", "no refusal");
      return;
    }
    subject.compareOrder(comparison);
    steps(subject);
  }

  private void steps(Subject first) {
    Subject subject = first;
    List<Recorded> steps = golden.steps();
    if (steps.isEmpty() && golden.refusedAt().isEmpty()) {
      throw new GoldenException(
          "steps hold no step, and no error is recorded: nothing is compared");
    }
    AssignedRates assigned = new AssignedRates(subject.rates(), steps);
    for (int k = 0; k < steps.size(); k++) {
      comparison.atStep(k);
      if (mode == Mode.RESTARTED && k > 0) {
        restart(subject, steps.get(k - 1));
      }
      if (subject.ratesAreAssigned()) {
        subject.assignRates(assigned.at(k));
      }
      subject = changed(subject, steps.get(k));
      try {
        step(subject, steps.get(k));
      } catch (OptionException refusal) {
        refused("step " + k, refusal);
        return;
      }
    }
    end(subject, steps.size());
  }

  /** The subject of a step, after what the trace's script did before it. */
  private Subject changed(Subject subject, Recorded step) {
    subject.change(step);
    if (step.find("resumed").isEmpty()) {
      return subject;
    }
    Subject resumed = Subject.of(golden, parameters, extra);
    resumed.resume(subject);
    return resumed;
  }

  private void restart(Subject subject, Recorded before) {
    for (Parameter parameter : parameters) {
      Tensor value = parameter.value();
      value.copyFrom(
          before.get("params").get(parameter.name()).tensor(golden.dtype(), value.shape()));
    }
    subject.restoreState(before.get("state"));
  }

  private void step(Subject subject, Recorded step) {
    Map<String, Tensor> before = new LinkedHashMap<>();
    parameters.forEach(parameter -> before.put(parameter.name(), parameter.value().copy()));
    for (String name : step.get("params").keys()) {
      if (!before.containsKey(name)) {
        throw new GoldenException("params of a step have " + name + ", which is no parameter");
      }
    }
    rates(step.get("lr"), subject.rates());
    subject.compareBefore(step, comparison);
    subject.step(step);
    for (Parameter parameter : parameters) {
      String name = parameter.name();
      Tensor start = before.getOrDefault(name, parameter.value());
      comparison.parameter(name, step.get("params").get(name), parameter.value(), start);
    }
    step.find("state").ifPresent(state -> subject.compareState(state, comparison, true));
  }

  private void rates(Recorded recorded, double[] actual) {
    List<Recorded> rates = recorded.list();
    comparison.same("lr groups", rates.size(), actual.length);
    for (int i = 0; i < Math.min(rates.size(), actual.length); i++) {
      comparison.number("lr[" + i + "]", rates.get(i), actual[i]);
    }
  }

  /** After the last step: the state recorded once more, or the refusal that ended the trace. */
  private void end(Subject subject, int done) {
    if (golden.refusedAt().isEmpty()) {
      golden.finalState().ifPresent(state -> subject.compareState(state, comparison, false));
      return;
    }
    comparison.atStep(done);
    String expected = golden.refusedAt().get();
    try {
      Recorded step = golden.refusedStep();
      changed(subject, step).step(step);
      comparison.refusal(expected, "no refusal");
    } catch (OptionException refusal) {
      refused("step " + done, refusal);
    }
  }

  private void refused(String at, OptionException refusal) {
    String expected = golden.refusedAt().orElse("no refusal");
    if (!expected.equals(at)) {
      comparison.refusal(expected, at + ": " + refusal.getMessage());
    }
  }
}
