package dev.lockstep.porter.edit;

import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Changes of one call's arguments: those that stay keep their place, their layout and the comments
 * between them.
 */
public final class ArgumentEdits {
  private final Call call;
  private final Set<Argument> removed = new HashSet<>();
  private final List<Replacement> added = new ArrayList<>();
  private final Edits edits;

  /** Changes of a call's arguments, made by {@link #apply()}. */
  public ArgumentEdits(Call call, Edits edits) {
    this.call = call;
    this.edits = edits;
  }

  /** Gives an argument another keyword, or a keyword if it had none. */
  public void rename(Argument argument, String keyword) {
    switch (argument.kind()) {
      case KEYWORD -> {
        if (!argument.keyword().equals(keyword)) {
          edits.replace(argument.node().get("name"), keyword);
        }
      }
      default -> edits.insert(argument.node().start(), Replacement.of(keyword + "="));
    }
  }

  /** Replaces an argument's value. */
  public void value(Argument argument, Replacement value) {
    edits.replace(argument.value(), value);
  }

  /** Takes an argument out. */
  public void remove(Argument argument) {
    removed.add(argument);
  }

  /** Adds an argument at the end, {@code name=value}. */
  public void add(Replacement argument) {
    added.add(argument);
  }

  /** Makes the removals and additions. */
  public void apply() {
    List<Argument> all = call.arguments();
    for (int i = 0; i < all.size(); i++) {
      int from = i;
      while (i < all.size() && removed.contains(all.get(i))) {
        i++;
      }
      if (i > from) {
        removeRun(from, i);
      }
    }
    addAtEnd(all);
  }

  private void removeRun(int from, int to) {
    List<Argument> all = call.arguments();
    int start = all.get(from).node().start();
    int end = all.get(to - 1).node().end();
    if (to < all.size()) {
      end = all.get(to).node().start();
    } else if (from > 0) {
      start = all.get(from - 1).node().end();
    }
    edits.replace(start, end, Replacement.of(""));
  }

  private void addAtEnd(List<Argument> all) {
    List<Argument> staying = all.stream().filter(a -> !removed.contains(a)).toList();
    Node brackets = call.node().get("arguments");
    boolean empty = staying.isEmpty();
    int at = empty ? brackets.start() + 1 : staying.get(staying.size() - 1).node().end();
    for (int i = 0; i < added.size(); i++) {
      Replacement argument = added.get(i);
      String separator = empty && i == 0 ? "" : ", ";
      edits.insert(at, rendering -> separator + argument.render(rendering));
    }
  }
}
