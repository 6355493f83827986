package dev.lockstep.torch.optim;

import java.util.List;
import java.util.Map;

/**
 * What torch's {@code optimizer.state_dict()} holds, under torch's own keys.
 *
 * @param state per parameter index (counted through all groups): key to tensor or number; a
 *     parameter that was never updated is absent
 * @param paramGroups per group: every option, and {@code params} with the parameter indices
 */
public record StateDict(
    Map<Integer, Map<String, Object>> state, List<Map<String, Object>> paramGroups) {}
