package dev.lockstep.oneflow.optim;

import dev.lockstep.core.Tensor;
import java.util.List;
import java.util.Map;

/**
 * What OneFlow's {@code optimizer.state_dict()} holds, under OneFlow's own keys.
 *
 * @param step how many steps the optimizer has taken: one count for all parameters
 * @param state per parameter index (counted through all groups): key to tensor; a parameter that
 *     has none is absent
 * @param paramGroups per group: every option, and {@code params} with the parameter indices
 */
public record StateDict(
    long step, Map<Integer, Map<String, Tensor>> state, List<Map<String, Object>> paramGroups) {}
