package dev.lockstep.config;

import dev.lockstep.core.Nearest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which parameters a group holds.
 *
 * <p>An entry of {@code params} is one of:
 *
 * <ul>
 *   <li>a name: exactly that parameter;
 *   <li>a pattern with {@code *} or {@code ?}: every parameter whose name matches;
 *   <li>{@code rank=1}: every parameter with that many dimensions;
 *   <li>{@code kind=norm}: every parameter of a layer of that kind.
 * </ul>
 *
 * <p>What is not a plain name takes only parameters that no other group names and no group before
 * it took, so {@code ["*.bias"]} followed by {@code ["*"]} puts each parameter into one group. A
 * plain name always takes its parameter: naming one twice is left to the optimizer to refuse.
 */
public final class Selector {
  private final List<ParameterDefinition> parameters;
  private final Set<String> names = new LinkedHashSet<>();
  private final Set<String> taken = new HashSet<>();

  /** Selects among these parameters; {@code groups} are all groups that will ask. */
  public Selector(List<ParameterDefinition> parameters, List<List<String>> groups) {
    this.parameters = parameters;
    parameters.forEach(parameter -> names.add(parameter.name()));
    groups.forEach(entries -> entries.stream().filter(this::isName).forEach(taken::add));
  }

  /**
   * The parameters that the next group takes, in the order of its entries.
   *
   * @throws DefinitionException if an entry selects nothing
   */
  public List<String> take(List<String> entries) {
    List<String> selected = new ArrayList<>();
    for (String entry : entries) {
      if (isName(entry)) {
        selected.add(known(entry));
      } else {
        selected.addAll(matching(entry));
      }
    }
    return selected;
  }

  private List<String> matching(String entry) {
    List<String> matching = new ArrayList<>();
    boolean any = false;
    for (ParameterDefinition parameter : parameters) {
      if (matches(entry, parameter)) {
        any = true;
        if (taken.add(parameter.name())) {
          matching.add(parameter.name());
        }
      }
    }
    if (!any) {
      throw new DefinitionException("no parameter matches \"" + entry + "\"");
    }
    return matching;
  }

  private String known(String name) {
    if (!names.contains(name)) {
      String nearest = Nearest.to(name, names);
      String hint = nearest == null ? "" : ". Did you mean \"" + nearest + "\"?";
      throw new DefinitionException("there is no parameter \"" + name + "\"" + hint);
    }
    return name;
  }

  private boolean isName(String entry) {
    return names.contains(entry)
        || !(entry.contains("*")
            || entry.contains("?")
            || entry.startsWith("rank=")
            || entry.startsWith("kind="));
  }

  private static boolean matches(String entry, ParameterDefinition parameter) {
    if (entry.startsWith("rank=")) {
      return entry.substring(5).equals(Integer.toString(parameter.shape().size()));
    }
    if (entry.startsWith("kind=")) {
      return entry.substring(5).equals(parameter.kind());
    }
    return Glob.matches(entry, parameter.name());
  }
}
