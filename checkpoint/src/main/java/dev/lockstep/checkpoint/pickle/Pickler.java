package dev.lockstep.checkpoint.pickle;

import dev.lockstep.checkpoint.CheckpointException;
import dev.lockstep.checkpoint.Rule;
import dev.lockstep.checkpoint.StoredTensor;
import dev.lockstep.checkpoint.Value;
import dev.lockstep.checkpoint.Value.Array;
import dev.lockstep.checkpoint.Value.Dict;
import dev.lockstep.checkpoint.Value.Flag;
import dev.lockstep.checkpoint.Value.Mapping;
import dev.lockstep.checkpoint.Value.Name;
import dev.lockstep.checkpoint.Value.None;
import dev.lockstep.checkpoint.Value.Real;
import dev.lockstep.checkpoint.Value.Sequence;
import dev.lockstep.checkpoint.Value.Text;
import dev.lockstep.checkpoint.Value.Whole;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes values as a pickle of protocol 2 that {@code torch.load(weights_only=True)} reads. */
public final class Pickler {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<StoredTensor> storages = new ArrayList<>();

  /**
   * The pickle of a value.
   *
   * @throws CheckpointException not-expressible, for a number of more than 255 bytes
   */
  public byte[] write(Value value) {
    op(Opcode.PROTO);
    out.write(2);
    put(value);
    op(Opcode.STOP);
    return out.toByteArray();
  }

  /** The storages of the tensors written so far; the key of each is its index. */
  public List<StoredTensor> storages() {
    return List.copyOf(storages);
  }

  private void put(Value value) {
    if (value instanceof Dict dict) {
      putDict(dict);
    } else if (value instanceof Sequence sequence) {
      putSequence(sequence);
    } else if (value instanceof Array array) {
      putArray(array);
    } else if (value instanceof Text text) {
      putText(text.value());
    } else if (value instanceof Whole whole) {
      putWhole(whole.value());
    } else if (value instanceof Real real) {
      op(Opcode.BINFLOAT);
      out.writeBytes(ByteBuffer.allocate(8).putDouble(real.value()).array());
    } else if (value instanceof Flag flag) {
      op(flag.value() ? Opcode.NEWTRUE : Opcode.NEWFALSE);
    } else if (value instanceof None) {
      op(Opcode.NONE);
    } else if (value instanceof Name name) {
      putName(name.value());
    }
  }

  private void putDict(Dict dict) {
    switch (dict.kind()) {
      case DICT -> op(Opcode.EMPTY_DICT);
      case ORDERED -> call("collections", "OrderedDict", () -> {});
      case COUNTER ->
          call(
              "collections",
              "Counter",
              () -> putDict(new Dict(Mapping.DICT, dict.entries(), Map.of())));
    }
    if (dict.kind() != Mapping.COUNTER) {
      putEntries(dict.entries());
    }
    if (!dict.attributes().isEmpty()) {
      op(Opcode.EMPTY_DICT);
      putEntries(dict.attributes());
      op(Opcode.BUILD);
    }
  }

  private void putEntries(Map<Value, Value> entries) {
    if (!entries.isEmpty()) {
      op(Opcode.MARK);
      entries.forEach(
          (key, value) -> {
            put(key);
            put(value);
          });
      op(Opcode.SETITEMS);
    }
  }

  private void putSequence(Sequence sequence) {
    List<Value> items = sequence.items();
    switch (sequence.kind()) {
      case LIST -> putList(items);
      case TUPLE -> putTuple(items);
      case SIZE -> call("torch", "Size", () -> putTuple(items));
      case SET -> call("__builtin__", "set", () -> putList(items));
    }
  }

  private void putList(List<Value> items) {
    op(Opcode.EMPTY_LIST);
    if (!items.isEmpty()) {
      op(Opcode.MARK);
      items.forEach(this::put);
      op(Opcode.APPENDS);
    }
  }

  private void putTuple(List<Value> items) {
    if (items.isEmpty()) {
      op(Opcode.EMPTY_TUPLE);
    } else {
      op(Opcode.MARK);
      items.forEach(this::put);
      op(Opcode.TUPLE);
    }
  }

  private void putArray(Array array) {
    if (array.parameter()) {
      call(
          "torch._utils",
          "_rebuild_parameter",
          () -> {
            putTensor(array.tensor(), false);
            op(array.requiresGrad() ? Opcode.NEWTRUE : Opcode.NEWFALSE);
            call("collections", "OrderedDict", () -> {});
          });
    } else {
      putTensor(array.tensor(), array.requiresGrad());
    }
  }

  private void putTensor(StoredTensor tensor, boolean requiresGrad) {
    call(
        "torch._utils",
        "_rebuild_tensor_v2",
        () -> {
          putStorage(tensor);
          putWhole(BigInteger.ZERO);
          putTuple(wholes(tensor.shape()));
          putTuple(wholes(rowStrides(tensor.shape())));
          op(requiresGrad ? Opcode.NEWTRUE : Opcode.NEWFALSE);
          call("collections", "OrderedDict", () -> {});
        });
  }

  private void putStorage(StoredTensor tensor) {
    op(Opcode.MARK);
    putText("storage");
    global("torch", tensor.type().torchStorage());
    putText(Integer.toString(storages.size()));
    putText("cpu");
    putWhole(BigInteger.valueOf(tensor.size()));
    op(Opcode.TUPLE);
    op(Opcode.BINPERSID);
    storages.add(tensor);
  }

  private static List<Value> wholes(List<Long> numbers) {
    return numbers.stream().<Value>map(Whole::of).toList();
  }

  private static List<Long> rowStrides(List<Long> shape) {
    Long[] strides = new Long[shape.size()];
    long stride = 1;
    for (int i = shape.size() - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= Math.max(1, shape.get(i));
    }
    return List.of(strides);
  }

  private void putName(String name) {
    if (name.startsWith("torch.device('")) {
      String[] device = name.substring("torch.device('".length(), name.length() - 2).split(":", 2);
      call(
          "torch",
          "device",
          () -> {
            putText(device[0]);
            if (device.length > 1) {
              putWhole(new BigInteger(device[1]));
            }
          });
    } else {
      global("torch", name.substring("torch.".length()));
    }
  }

  private void putText(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    op(Opcode.BINUNICODE);
    putInt(bytes.length);
    out.writeBytes(bytes);
  }

  private void putWhole(BigInteger value) {
    if (value.bitLength() < 32) {
      op(Opcode.BININT);
      putInt(value.intValue());
      return;
    }
    byte[] digits = value.toByteArray();
    if (digits.length > 255) {
      throw new CheckpointException(Rule.NOT_EXPRESSIBLE, "a number of more than 255 bytes");
    }
    op(Opcode.LONG1);
    out.write(digits.length);
    for (int i = digits.length - 1; i >= 0; i--) {
      out.write(digits[i]);
    }
  }

  private void call(String module, String name, Runnable arguments) {
    global(module, name);
    op(Opcode.MARK);
    arguments.run();
    op(Opcode.TUPLE);
    op(Opcode.REDUCE);
  }

  private void global(String module, String name) {
    op(Opcode.GLOBAL);
    out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void putInt(int value) {
    out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }

  private void op(Opcode opcode) {
    out.write(opcode.code());
  }
}
