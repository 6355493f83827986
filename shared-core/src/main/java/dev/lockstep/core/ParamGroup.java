package dev.lockstep.core;

import java.util.List;

/**
 * A group as an optimizer holds it: parameters and the values of every option, its own laid over
 * the optimizer's. Options may be changed between steps.
 *
 * <p>Threads: no locking; not to be changed during a step.
 */
public final class ParamGroup {
  private final List<Parameter> params;
  private final Options options;

  /** A group of these parameters; the options are used as they are, not copied. */
  public ParamGroup(List<Parameter> params, Options options) {
    this.params = OptionChecks.allGiven(params, "params of a group");
    this.options = OptionChecks.given(options, "options of a group");
  }

  /** The parameters, in the order in which they are updated. */
  public List<Parameter> params() {
    return params;
  }

  /** Whether one of the parameters has a gradient. */
  public boolean hasGrad() {
    for (int i = 0; i < params.size(); i++) { // in steps: nothing is to be allocated
      if (params.get(i).hasGrad()) {
        return true;
      }
    }
    return false;
  }

  /** The value of an option; see {@link Options#get}. */
  public <T> T get(OptionKey<T> key) {
    return options.get(key);
  }

  /** Sets an option, from the next step on. */
  public <T> void set(OptionKey<T> key, T value) {
    options.set(key, value);
  }

  /** Sets an option, from the next step on; a tensor takes the place of what was there. */
  public void set(Setting<?> setting) {
    options.set(setting);
  }

  /** All options of this group. */
  public Options options() {
    return options;
  }

  /** The options and how many parameters there are. */
  @Override
  public String toString() {
    return options + "; parameters: " + params.size();
  }
}
