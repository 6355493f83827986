package dev.lockstep.porter.step;

import dev.lockstep.porter.python.Node;

/**
 * The branch beside a step that scales the same loss: {@code if scaler is not None:
 * scaler.scale(loss).backward(); scaler.step(optimizer); scaler.update()}. Both branches step on
 * the gradients of one function, whose loss is scaled on the condition of the branch.
 *
 * @param taken when the branch is taken
 * @param backward its statement {@code scaler.scale(loss).backward()}
 * @param step its clearing, clipping and step; without a pass of its own
 */
public record ScaledBranch(Pass.Branch taken, Node backward, StepPlan step) {}
