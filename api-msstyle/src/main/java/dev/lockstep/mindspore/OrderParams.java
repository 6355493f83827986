package dev.lockstep.mindspore;

import dev.lockstep.core.Parameter;
import java.util.List;

/**
 * The order in which a grouped optimizer holds its parameters and takes their gradients.
 *
 * @param params every parameter of the groups, once
 */
public record OrderParams(List<Parameter> params) {
  public OrderParams {
    params = List.copyOf(params);
  }
}
