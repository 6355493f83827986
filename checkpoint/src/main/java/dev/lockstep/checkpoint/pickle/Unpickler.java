package dev.lockstep.checkpoint.pickle;

import dev.lockstep.checkpoint.CheckpointException;
import dev.lockstep.checkpoint.ElementType;
import dev.lockstep.checkpoint.Rule;
import dev.lockstep.checkpoint.Value;
import dev.lockstep.checkpoint.Value.Dict;
import dev.lockstep.checkpoint.Value.Flag;
import dev.lockstep.checkpoint.Value.Mapping;
import dev.lockstep.checkpoint.Value.None;
import dev.lockstep.checkpoint.Value.Order;
import dev.lockstep.checkpoint.Value.Real;
import dev.lockstep.checkpoint.Value.Sequence;
import dev.lockstep.checkpoint.Value.Text;
import dev.lockstep.checkpoint.Value.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the pickle of a checkpoint of torch ({@code data.pkl}, protocol 2).
 *
 * <p>Source: {@code pickletools} of CPython; what torch 2.15 writes. Time and memory are bounded by
 * the length of the pickle and by {@link Shape}'s limits on what it unfolds to.
 */
public final class Unpickler {
  private enum Marker {
    MARK
  }

  private static final int PROTOCOL = 2;

  /** Longer texts are no keys; messages stay short. */
  private static final int LONGEST_KEY = 80;

  private final Cursor cursor;
  private final Storages storages;
  private final Calls calls;
  private final Map<Long, Object> memo = new HashMap<>();
  private final List<Object> stack = new ArrayList<>();

  /**
   * A reader.
   *
   * @param most how many bytes all tensors may have together
   */
  public Unpickler(byte[] pickle, Storages storages, long most) {
    this.cursor = new Cursor(pickle);
    this.storages = storages;
    this.calls = new Calls(most);
  }

  /**
   * The value of the pickle.
   *
   * @throws CheckpointException pickle-*, tensor-bounds, too-deep, too-large
   */
  public Value read() {
    Opcode opcode = next();
    int protocol = opcode == Opcode.PROTO ? cursor.unsignedByte() : 0;
    if (protocol != PROTOCOL) {
      throw cursor.refuse(
          Rule.PICKLE_OPCODE,
          "a checkpoint of torch starts with protocol 2, this pickle with %s; save it without pickle_protocol"
              .formatted(protocol == 0 ? "none" : protocol));
    }
    for (opcode = next(); opcode != Opcode.STOP; opcode = next()) {
      execute(opcode);
    }
    Value value = value(pop());
    if (!stack.isEmpty() || !cursor.atEnd()) {
      throw cursor.broken("something is left after its end");
    }
    return Shape.checked(value);
  }

  private Opcode next() {
    int code = cursor.unsignedByte();
    return Opcode.of(code)
        .orElseThrow(
            () ->
                cursor.refuse(
                    Rule.PICKLE_OPCODE, "opcode 0x%02x has no place here".formatted(code)));
  }

  private void execute(Opcode opcode) {
    switch (opcode) {
      case MARK -> stack.add(Marker.MARK);
      case NONE -> stack.add(new None());
      case NEWTRUE -> stack.add(new Flag(true));
      case NEWFALSE -> stack.add(new Flag(false));
      case BININT -> stack.add(Whole.of(cursor.signedInt()));
      case BININT1 -> stack.add(Whole.of(cursor.unsignedByte()));
      case BININT2 -> stack.add(Whole.of(cursor.unsignedShort()));
      case LONG1 -> stack.add(new Whole(cursor.whole(cursor.unsignedByte())));
      case BINFLOAT -> stack.add(new Real(cursor.bigEndianDouble()));
      case BINUNICODE -> stack.add(new Text(cursor.text(cursor.unsignedInt())));
      case EMPTY_DICT -> stack.add(dict());
      case EMPTY_LIST -> stack.add(new Sequence(Order.LIST, new ArrayList<>()));
      case EMPTY_TUPLE -> stack.add(new Sequence(Order.TUPLE, List.of()));
      case TUPLE -> tuple(sinceMark());
      case TUPLE1 -> tuple(popped(1));
      case TUPLE2 -> tuple(popped(2));
      case TUPLE3 -> tuple(popped(3));
      case APPEND -> append(popped(1));
      case APPENDS -> append(sinceMark());
      case SETITEM -> put(popped(2));
      case SETITEMS -> put(sinceMark());
      case BINPUT -> memo.put((long) cursor.unsignedByte(), top());
      case LONG_BINPUT -> memo.put(cursor.unsignedInt(), top());
      case BINGET -> get(cursor.unsignedByte());
      case LONG_BINGET -> get(cursor.unsignedInt());
      case GLOBAL -> global(cursor.line(), cursor.line());
      case REDUCE -> reduce();
      case BUILD -> build();
      case BINPERSID -> stack.add(storage(pop()));
      case PROTO, STOP -> throw cursor.refuse(Rule.PICKLE_OPCODE, opcode + " has no place here");
    }
  }

  private static Dict dict() {
    return new Dict(Mapping.DICT, new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  /** Tuples may hold storages, which are no values: then they stay a plain list. */
  private void tuple(List<Object> items) {
    boolean values = items.stream().allMatch(Value.class::isInstance);
    stack.add(values ? new Sequence(Order.TUPLE, values(items)) : items);
  }

  private void append(List<Object> items) {
    if (top() instanceof Sequence list && list.kind() == Order.LIST) {
      list.items().addAll(values(items));
    } else {
      throw cursor.broken("items are appended to what is no list");
    }
  }

  private void put(List<Object> items) {
    if (!(top() instanceof Dict dict) || dict.kind() == Mapping.COUNTER || items.size() % 2 != 0) {
      throw cursor.broken("items are set in what is no dictionary");
    }
    for (int i = 0; i < items.size(); i += 2) {
      if (dict.entries().put(key(items.get(i)), value(items.get(i + 1))) != null) {
        throw cursor.refuse(
            Rule.PICKLE_KEY, "a dictionary has the key %s twice".formatted(items.get(i)));
      }
    }
  }

  private Value key(Object item) {
    if (item instanceof Text || item instanceof Whole || item instanceof Flag) {
      return (Value) item;
    }
    throw cursor.refuse(Rule.PICKLE_KEY, "keys are texts, whole numbers or truth values");
  }

  private void get(long index) {
    Object item = memo.get(index);
    if (item == null) {
      throw cursor.broken("nothing was kept under " + index);
    }
    stack.add(item);
  }

  private void global(String module, String attribute) {
    String name = module + "." + attribute;
    stack.add(
        calls
            .named(name)
            .orElseThrow(
                () ->
                    cursor.refuse(
                        Rule.PICKLE_GLOBAL,
                        "%sit asks for %s, which is not on the list of a checkpoint's names; %s"
                            .formatted(whereabouts(), name, Remedy.of(name)))));
  }

  /** The text that was read last and waits for its place: often the key of what comes now. */
  private String whereabouts() {
    for (int i = stack.size() - 1; i >= 0; i--) {
      if (stack.get(i) instanceof Text text && text.value().length() <= LONGEST_KEY) {
        return "after \"%s\" ".formatted(text.value());
      }
    }
    return "";
  }

  private void reduce() {
    Object arguments = pop();
    Object function = pop();
    if (!(function instanceof Calls.Global global)) {
      throw cursor.refuse(Rule.PICKLE_CALL, "what is called is no listed name");
    }
    stack.add(
        calls
            .call(global, items(arguments))
            .orElseThrow(
                () ->
                    cursor.refuse(
                        Rule.PICKLE_CALL, "torch never calls %s so".formatted(global.name()))));
  }

  private List<Object> items(Object tuple) {
    if (tuple instanceof Sequence sequence && sequence.kind() == Order.TUPLE) {
      return List.copyOf(sequence.items());
    }
    if (tuple instanceof List<?> mixed) {
      return List.copyOf(mixed);
    }
    throw cursor.refuse(Rule.PICKLE_CALL, "the arguments of a call are no tuple");
  }

  /** An OrderedDict's own attributes: the {@code _metadata} of a module's state. */
  private void build() {
    Object state = pop();
    if (top() instanceof Dict dict && dict.kind() == Mapping.ORDERED && state instanceof Dict own) {
      dict.attributes().putAll(own.entries());
    } else {
      throw cursor.refuse(Rule.PICKLE_CALL, "only an OrderedDict has attributes here");
    }
  }

  /** {@code ('storage', class, key, location, number of elements)}. */
  private Storage storage(Object id) {
    if (id instanceof List<?> parts
        && parts.size() == 5
        && parts.get(0) instanceof Text kind
        && kind.value().equals("storage")
        && parts.get(1) instanceof Calls.Global type
        && parts.get(2) instanceof Text key
        && parts.get(3) instanceof Text
        && parts.get(4) instanceof Whole elements
        && elements.value().bitLength() < 48) {
      ElementType element =
          Calls.storageType(type.name())
              .orElseThrow(() -> cursor.refuse(Rule.PICKLE_CALL, type.name() + " is no storage"));
      return new Storage(
          element, storages.bytes(key.value(), element, elements.value().longValue()));
    }
    throw cursor.refuse(Rule.PICKLE_CALL, "torch never refers to a storage so");
  }

  private Object top() {
    if (stack.isEmpty()) {
      throw cursor.broken("the stack is empty");
    }
    return stack.get(stack.size() - 1);
  }

  private Object pop() {
    Object top = top();
    stack.remove(stack.size() - 1);
    return top;
  }

  private List<Object> popped(int count) {
    if (stack.size() < count) {
      throw cursor.broken("the stack is empty");
    }
    List<Object> tail = stack.subList(stack.size() - count, stack.size());
    List<Object> items = List.copyOf(tail);
    tail.clear();
    return items;
  }

  private List<Object> sinceMark() {
    int mark = lastMark();
    if (mark < 0) {
      throw cursor.broken("there is no mark");
    }
    List<Object> items = popped(stack.size() - mark - 1);
    pop();
    return items;
  }

  /** By identity: equality of values could run through a loop. */
  private int lastMark() {
    int at = stack.size() - 1;
    while (at >= 0 && stack.get(at) != Marker.MARK) {
      at--;
    }
    return at;
  }

  private List<Value> values(List<Object> items) {
    return items.stream().map(this::value).toList();
  }

  private Value value(Object item) {
    if (item instanceof Value value) {
      return value;
    }
    throw cursor.broken("a name or a mark stands where a value should");
  }
}
