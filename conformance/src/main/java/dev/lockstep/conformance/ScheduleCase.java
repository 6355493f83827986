package dev.lockstep.conformance;

import dev.lockstep.config.Api;
import dev.lockstep.core.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A recorded learning-rate curve: what was built, what was called, the rates after each call. */
final class ScheduleCase {
  private final Recorded json;

  ScheduleCase(Recorded json) {
    this.json = json;
  }

  /**
   * A call that gives one row.
   *
   * @param name {@code init}, {@code step}, {@code step_epoch}, {@code metric}, {@code reload},
   *     {@code optimizer} or {@code list}
   * @param argument the epoch or the metric; otherwise how many calls of this name came before
   */
  record Call(String name, double argument) {}

  String id() {
    return json.get("id").text();
  }

  String framework() {
    return json.get("framework").text();
  }

  /** The name as it was recorded: {@code StepLR}, {@code nn.CosineDecayLR}. */
  String api() {
    return json.get("api").text();
  }

  /** The full name: {@code torch.optim.lr_scheduler.StepLR}. */
  String fullApi() {
    return Api.schedulerName(framework(), api());
  }

  Map<String, @Nullable Object> args() {
    return GoldenCase.plainMap(json.get("args"));
  }

  /** The rate of each group before the scheduler was made; empty if rates are in the arguments. */
  double[] baseRates() {
    List<Recorded> rates = json.find("base_lrs").map(Recorded::list).orElse(List.of());
    return rates.stream().mapToDouble(rate -> rate.real(DType.F64)).toArray();
  }

  /** The {@link #baseRates}, in tensors if the case says of which type and how many dimensions. */
  List<Object> heldRates() {
    return Arrays.stream(baseRates()).mapToObj(this::held).toList();
  }

  private Object held(double rate) {
    Optional<Recorded> tensor = json.find("lr_tensor");
    if (tensor.isEmpty()) {
      return rate;
    }
    Object content = tensor.get().get("dimensions").whole() == 0 ? rate : List.of(rate);
    return Map.of("tensor", content, "dtype", tensor.get().get("dtype").text());
  }

  /** The optimizer under a torch scheduler. */
  String optimizer() {
    return json.text("optimizer", "SGD");
  }

  DType dtype() {
    return json.text("lr_dtype", "float64").equals("float32") ? DType.F32 : DType.F64;
  }

  /** One row a call. */
  List<Recorded> rates() {
    return json.find("lrs").map(Recorded::list).orElse(List.of());
  }

  /** One row a call; empty if the scheduler has no momentum. */
  List<Recorded> momenta() {
    return json.find("momenta").map(Recorded::list).orElse(List.of());
  }

  /** The sorted keys of the state at the end. */
  Optional<List<String>> stateKeys() {
    return json.find("state_keys").map(k -> k.list().stream().map(Recorded::text).toList());
  }

  /** True if the constructor refused. */
  boolean isRefusedAtOnce() {
    return json.find("error").map(e -> e.find("after_rows").isEmpty()).orElse(false);
  }

  /** True if the call after the last row refused. */
  boolean isRefusedLater() {
    return json.find("error").flatMap(e -> e.find("after_rows")).isPresent();
  }

  /** The calls, one a row. */
  List<Call> calls() {
    return calls(json.find("calls").map(Recorded::list).orElse(List.of()));
  }

  private static List<Call> calls(List<Recorded> recorded) {
    List<Call> calls = new ArrayList<>();
    for (Recorded some : recorded) {
      List<Recorded> call = some.list();
      if (call.isEmpty() || call.size() > 2) {
        throw new GoldenException(some.path() + " must be [name] or [name, argument]");
      }
      add(
          calls,
          call.get(0).text(),
          call.size() == 1 ? Optional.empty() : Optional.of(call.get(1)));
    }
    return calls;
  }

  private static void add(List<Call> calls, String name, Optional<Recorded> argument) {
    if (argument.isEmpty()) {
      calls.add(new Call(name, 0));
    } else if (argument.get().json().isArray()) {
      for (Recorded one : argument.get().list()) {
        calls.add(new Call(name, one.json().isTextual() ? one.real(DType.F64) : one.number()));
      }
    } else {
      for (int i = 0; i < argument.get().whole(); i++) {
        calls.add(new Call(name, i));
      }
    }
  }

  /** The call that was refused after the last row; if the trace has it not, one more like that. */
  Call refusedCall(List<Call> done) {
    Optional<Recorded> refused = json.get("error").find("call");
    if (refused.isPresent()) {
      return calls(List.of(refused.get())).get(0);
    }
    Call last = done.isEmpty() ? new Call("init", 0) : done.get(done.size() - 1);
    return last.name().equals("init")
        ? new Call("step", 0)
        : new Call(last.name(), last.argument() + 1);
  }
}
