package dev.lockstep.checkpoint.pickle;

import dev.lockstep.checkpoint.ElementType;
import dev.lockstep.checkpoint.StoredTensor;
import dev.lockstep.checkpoint.Value;
import dev.lockstep.checkpoint.Value.Array;
import dev.lockstep.checkpoint.Value.Dict;
import dev.lockstep.checkpoint.Value.Flag;
import dev.lockstep.checkpoint.Value.Mapping;
import dev.lockstep.checkpoint.Value.Name;
import dev.lockstep.checkpoint.Value.Order;
import dev.lockstep.checkpoint.Value.Sequence;
import dev.lockstep.checkpoint.Value.Text;
import dev.lockstep.checkpoint.Value.Whole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names that a checkpoint of torch may use, and what a call of one builds. */
final class Calls {
  /** A listed name on the stack: a function, a storage class. */
  record Global(String name) {}

  private interface Call {
    Optional<Value> build(List<Object> arguments);
  }

  private static final Set<String> CONSTANTS =
      Set.of(
          "torch.float64",
          "torch.float32",
          "torch.float16",
          "torch.bfloat16",
          "torch.int64",
          "torch.int32",
          "torch.int16",
          "torch.int8",
          "torch.uint8",
          "torch.bool");

  private final Map<String, Call> calls =
      Map.of(
          "collections.OrderedDict", Calls::orderedDict,
          "collections.Counter", Calls::counter,
          "torch._utils._rebuild_tensor_v2", this::tensor,
          "torch._utils._rebuild_parameter", Calls::parameter,
          "torch.Size", arguments -> sequence(Order.SIZE, arguments),
          "torch.device", Calls::device,
          "__builtin__.set", arguments -> sequence(Order.SET, arguments),
          "builtins.set", arguments -> sequence(Order.SET, arguments));

  private long most;

  /** Calls whose tensors unfold to at most so many bytes in all. */
  Calls(long most) {
    this.most = most;
  }

  /** What a name means, if it is on the list: a constant, or something to call. */
  Optional<Object> named(String name) {
    if (CONSTANTS.contains(name)) {
      return Optional.of(new Name(name));
    }
    return calls.containsKey(name) || storageType(name).isPresent()
        ? Optional.of(new Global(name))
        : Optional.empty();
  }

  /** The element type of a storage class. */
  static Optional<ElementType> storageType(String name) {
    return name.startsWith("torch.")
        ? ElementType.ofTorch(name.substring("torch.".length()))
        : Optional.empty();
  }

  /** What a call gives; empty if torch never writes such arguments. */
  Optional<Value> call(Global function, List<Object> arguments) {
    Call call = calls.get(function.name());
    return call == null ? Optional.empty() : call.build(arguments);
  }

  private static Optional<Value> orderedDict(List<Object> arguments) {
    return arguments.isEmpty()
        ? Optional.of(new Dict(Mapping.ORDERED, new LinkedHashMap<>(), new LinkedHashMap<>()))
        : Optional.empty();
  }

  private static Optional<Value> counter(List<Object> arguments) {
    return arguments.size() == 1 && arguments.get(0) instanceof Dict counts
        ? Optional.of(new Dict(Mapping.COUNTER, counts.entries(), counts.attributes()))
        : Optional.empty();
  }

  private static Optional<Value> sequence(Order kind, List<Object> arguments) {
    return arguments.size() == 1 && arguments.get(0) instanceof Sequence items
        ? Optional.of(new Sequence(kind, items.items()))
        : Optional.empty();
  }

  private static Optional<Value> device(List<Object> arguments) {
    if (arguments.isEmpty() || !(arguments.get(0) instanceof Text type)) {
      return Optional.empty();
    }
    boolean indexed = arguments.size() == 2 && arguments.get(1) instanceof Whole;
    if (!type.value().matches("[a-z]{1,16}") || arguments.size() > (indexed ? 2 : 1)) {
      return Optional.empty();
    }
    String index = indexed ? ":" + ((Whole) arguments.get(1)).value() : "";
    return Optional.of(new Name("torch.device('" + type.value() + index + "')"));
  }

  /** {@code _rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks)}. */
  private Optional<Value> tensor(List<Object> arguments) {
    if (arguments.size() == 6
        && arguments.get(0) instanceof Storage storage
        && arguments.get(1) instanceof Whole offset
        && arguments.get(4) instanceof Flag requiresGrad
        && arguments.get(5) instanceof Dict) {
      Optional<List<Long>> shape = lengths(arguments.get(2));
      Optional<List<Long>> strides = lengths(arguments.get(3));
      if (shape.isPresent() && strides.isPresent() && offset.value().bitLength() < 63) {
        StoredTensor tensor =
            storage.tensor(offset.value().longValue(), shape.get(), strides.get(), most);
        most -= tensor.bytes().remaining();
        return Optional.of(new Array(tensor, requiresGrad.value(), false));
      }
    }
    return Optional.empty();
  }

  /** {@code _rebuild_parameter(data, requires_grad, hooks)}. */
  private static Optional<Value> parameter(List<Object> arguments) {
    return arguments.size() == 3
            && arguments.get(0) instanceof Array data
            && arguments.get(1) instanceof Flag requiresGrad
            && arguments.get(2) instanceof Dict
        ? Optional.of(new Array(data.tensor(), requiresGrad.value(), true))
        : Optional.empty();
  }

  private static Optional<List<Long>> lengths(Object tuple) {
    if (!(tuple instanceof Sequence sequence) || sequence.items().size() > 64) {
      return Optional.empty();
    }
    List<Long> lengths = new ArrayList<>();
    for (Value item : sequence.items()) {
      if (!(item instanceof Whole length) || length.value().bitLength() >= 63) {
        return Optional.empty();
      }
      lengths.add(length.value().longValue());
    }
    return Optional.of(lengths);
  }
}
