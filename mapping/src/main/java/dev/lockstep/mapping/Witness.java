package dev.lockstep.mapping;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The smallest numbers found that show a difference: one parameter of one element, followed by hand
 * on both sides.
 *
 * <p>Found by {@code dev.lockstep.conformance.verdict} in the real frameworks' arithmetic and kept
 * as data; the build runs it again.
 *
 * @param card the card's id
 * @param row which of the card's cases
 * @param source options of the source, a list of rates included
 * @param target options of the target
 * @param start the parameter at the start
 * @param gradients the gradient of each step
 * @param left the parameter after each step at the source
 * @param right the parameter after each step at the target; shorter if the target refused
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Witness(
    String card,
    @JsonProperty("case") int row,
    Map<String, @Nullable Object> source,
    Map<String, @Nullable Object> target,
    double start,
    List<Double> gradients,
    List<Double> left,
    List<Double> right) {
  /** Copies the lists. */
  public Witness {
    source = Case.Ordered.copy(source);
    target = Case.Ordered.copy(target);
    gradients = List.copyOf(gradients);
    left = List.copyOf(left);
    right = List.copyOf(right);
  }
}
