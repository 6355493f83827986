package dev.lockstep.djl;

import ai.djl.nn.Block;
import ai.djl.training.tracker.ParameterTracker;
import ai.djl.training.tracker.Tracker;
import ai.djl.util.Pair;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A rate for each parameter by its name, for DJL's own optimizers, which know it by an id only.
 *
 * <p>Threads: one caller at a time.
 */
public final class GroupTracker implements ParameterTracker {
  private final Block block;
  private final Function<String, Tracker> groups;
  private final Map<String, Tracker> byId = new HashMap<>();

  /**
   * A tracker.
   *
   * @param groups the rates of the parameter of that name
   */
  public GroupTracker(Block block, Function<String, Tracker> groups) {
    this.block = block;
    this.groups = groups;
  }

  /** The rate of a parameter's update, which counts from 1. */
  @Override
  public float getNewValue(String parameterId, int numUpdate) {
    if (byId.isEmpty()) {
      for (Pair<String, ai.djl.nn.Parameter> pair : block.getParameters()) {
        byId.put(pair.getValue().getId(), groups.apply(pair.getKey()));
      }
    }
    @Nullable Tracker tracker = byId.get(parameterId);
    if (tracker == null) {
      throw new IllegalArgumentException("no parameter of the block has the id " + parameterId);
    }
    return tracker.getNewValue(numUpdate);
  }
}
