package dev.lockstep.porter.program;

import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.PythonFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The places of a script for OneFlow that face its optimizer: torch's, those of graph mode, and
 * those of the legacy job functions.
 */
public final class OneFlowFacings {
  private static final String JOB = "oneflow\\.(compatible\\.single_client\\.)?";

  private final TrainingProgram program;
  private final boolean hasJobs;
  private final List<Facing> found;

  private OneFlowFacings(PythonFile file, TrainingProgram program) {
    this.program = program;
    this.found = new ArrayList<>(TorchFacings.of(file, program));
    this.hasJobs =
        Call.in(file.root())
            .anyMatch(c -> jobApi(program, c).filter(n -> n.matches("[A-Z]\\w*")).isPresent());
  }

  static List<Facing> of(PythonFile file, TrainingProgram program) {
    OneFlowFacings facings = new OneFlowFacings(file, program);
    Call.in(file.root()).forEach(facings::read);
    return facings.found;
  }

  private void read(Call call) {
    Optional<String> job = jobApi(program, call);
    if (job.isPresent()) {
      found.removeIf(facing -> facing.node() == call.node());
      add(call, construct(job.get()), Optional.empty());
    } else if (call.name().equals("minimize") && hasJobs) {
      add(call, Construct.STEP, call.receiver());
    } else if (call.name().equals("add_optimizer")) {
      add(call, Construct.STEP, call.positional(0).map(Argument::value));
    } else if (call.name().equals("clip_grad")
        && call.receiver().filter(program::isOptimizer).isPresent()) {
      add(call, Construct.CLIP, call.receiver());
    }
  }

  private void add(Call call, Construct construct, Optional<Node> subject) {
    found.add(new Facing(call.node(), construct, subject));
  }

  /** What a call asks of the job functions, {@code CosineScheduler}; empty if nothing. */
  public static Optional<String> jobApi(TrainingProgram program, Call call) {
    return program
        .qualified(call.callee())
        .filter(name -> name.matches(JOB + "(optimizer\\..*|global_function|function_config)"))
        .map(name -> name.replaceFirst("^" + JOB + "(optimizer\\.)?", ""));
  }

  private static Construct construct(String api) {
    if (api.startsWith("grad_clipping.")) {
      return Construct.CLIP;
    }
    if (api.startsWith("loss_scale.")) {
      return Construct.AMP;
    }
    if (api.startsWith("warmup.") || api.matches("\\w*Sch\\w*")) {
      return Construct.SCHEDULER;
    }
    return api.matches("[A-Z]\\w*") ? Construct.OPTIMIZER : Construct.STEP;
  }
}
