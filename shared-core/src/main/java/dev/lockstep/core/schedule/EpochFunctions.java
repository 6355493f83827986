package dev.lockstep.core.schedule;

import java.util.Collections;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * A function of the epoch for all groups of an optimizer, or a list with one a group.
 *
 * @param functions the list, or the one function
 * @param shared true if the one function was given by itself, not as a list
 */
public record EpochFunctions(List<IntToDoubleFunction> functions, boolean shared) {
  public EpochFunctions {
    functions = List.copyOf(functions);
  }

  /** The same function for every group. */
  public static EpochFunctions of(IntToDoubleFunction function) {
    return new EpochFunctions(List.of(function), true);
  }

  /** One function a group. */
  public static EpochFunctions of(List<? extends IntToDoubleFunction> functions) {
    return new EpochFunctions(List.copyOf(functions), false);
  }

  /** Whether this is one function, or a list of that many. */
  public boolean fits(int groups) {
    return shared || functions.size() == groups;
  }

  /** The functions of so many groups; to be asked if {@link #fits}. */
  public List<IntToDoubleFunction> spread(int groups) {
    return shared ? Collections.nCopies(groups, functions.get(0)) : functions;
  }
}
