package dev.lockstep.megengine.optimizer;

import dev.lockstep.core.Tensor;
import java.util.List;
import java.util.Map;

/**
 * What MegEngine's {@code optimizer.state_dict()} holds, under MegEngine's own keys.
 *
 * @param paramGroups per group: every option, and {@code params} with the parameter indices
 * @param state per parameter index (counted through all groups): key to tensor; {@code step} is a
 *     float32 scalar
 */
public record StateDict(
    List<Map<String, Object>> paramGroups, Map<Integer, Map<String, Tensor>> state) {}
