package dev.lockstep.porter.program;

import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Value;
import java.util.List;
import java.util.Set;

/**
 * Hugging Face's accelerate: in one process, without mixed precision and accumulation, {@code
 * accelerator.backward(loss)} is {@code loss.backward()}, and {@code prepare} hands on what it is
 * given.
 */
public final class Accelerate {
  private static final String CLASS = "accelerate.*\\.Accelerator";

  /** Arguments that change what a step computes. */
  private static final Set<String> PLUGINS =
      Set.of(
          "deepspeed_plugin",
          "deepspeed_plugins",
          "fsdp_plugin",
          "megatron_lm_plugin",
          "gradient_accumulation_plugin",
          "fp8_backend");

  private Accelerate() {}

  /** Whether a call hands its arguments on, one result for each. */
  static boolean hands(Call call) {
    return call.name().equals("prepare")
        && call.receiver().filter(r -> r.text().matches("(?i)(.*[._])?accelerator")).isPresent()
        && call.arguments().stream().allMatch(a -> a.kind() == Argument.Kind.POSITIONAL);
  }

  /** Whether a call builds an accelerator. */
  public static boolean builds(TrainingProgram program, Call call) {
    return call.name().equals("Accelerator")
        && program.qualified(call.callee()).filter(n -> n.matches(CLASS)).isPresent();
  }

  /** Whether an expression is an accelerator whose backward pass is the loss's own. */
  public static boolean isPlain(TrainingProgram program, Node accelerator) {
    List<Call> built = built(program, accelerator);
    return !built.isEmpty() && built.stream().allMatch(c -> adds(program, c));
  }

  /** Whether an expression is an accelerator that computes in float32. */
  public static boolean isFull(TrainingProgram program, Node accelerator) {
    List<Call> built = built(program, accelerator);
    return !built.isEmpty() && built.stream().allMatch(c -> isFull(program, c));
  }

  private static List<Call> built(TrainingProgram program, Node accelerator) {
    List<Call> built =
        program.flow().origins(accelerator).stream().flatMap(o -> Call.of(o).stream()).toList();
    boolean all =
        built.size() == program.flow().origins(accelerator).size()
            && built.stream().allMatch(c -> builds(program, c));
    return all ? built : List.of();
  }

  /** Whether every backward pass goes into a step of its own. */
  private static boolean adds(TrainingProgram program, Call call) {
    boolean readable =
        call.arguments().stream()
            .allMatch(a -> a.kind() == Argument.Kind.KEYWORD && !PLUGINS.contains(a.keyword()));
    return readable
        && call.keyword("gradient_accumulation_steps")
            .map(Argument::value)
            .map(n -> program.evaluator().value(n).isCertainly(1))
            .orElse(true);
  }

  private static boolean isFull(TrainingProgram program, Call call) {
    return call.keyword("mixed_precision")
        .map(Argument::value)
        .map(program.evaluator()::value)
        .map(
            v ->
                v.known()
                    && (v.constant().orElseThrow() == Value.NONE
                        || v.constant().orElseThrow().equals("no")))
        .orElse(true);
  }
}
