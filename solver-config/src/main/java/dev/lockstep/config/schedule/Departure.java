package dev.lockstep.config.schedule;

import java.util.Locale;

/**
 * Where two timelines part.
 *
 * @param step the optimizer step, from 0
 * @param epoch its epoch on the left side, from 0
 * @param batch its place in the epoch, from 0
 * @param quantity what differs
 * @param group in which group, or at which place of the parameters
 * @param place what that is: {@code group 0}, or a parameter's name
 * @param left its value on the left side
 * @param right its value on the right side
 */
public record Departure(
    int step,
    int epoch,
    int batch,
    Quantity quantity,
    int group,
    String place,
    double left,
    double right) {
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "step %s (epoch %s, batch %s): the %s of %s is %s on the left, %s on the right",
        step,
        epoch,
        batch,
        quantity,
        place,
        left,
        right);
  }
}
