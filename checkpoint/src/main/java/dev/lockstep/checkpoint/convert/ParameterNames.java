package dev.lockstep.checkpoint.convert;

import dev.lockstep.checkpoint.CheckpointException;
import dev.lockstep.checkpoint.Rule;
import dev.lockstep.checkpoint.StoredTensor;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * torch's names of a model's tensors and MindSpore's, both ways.
 *
 * <p>Norm layers call their {@code weight} and {@code bias} {@code gamma} and {@code beta} in
 * MindSpore, and batch norm its {@code running_mean} and {@code running_var} {@code moving_mean}
 * and {@code moving_variance}. A norm layer is known by its one-dimensional weight; an embedding
 * cannot be known by its tensors: its {@code weight} is {@code embedding_table} in MindSpore, so
 * name it with a rename.
 */
public final class ParameterNames {
  private static final Map<String, String> NORM =
      Map.of(
          "weight", "gamma",
          "bias", "beta",
          "running_mean", "moving_mean",
          "running_var", "moving_variance");
  private static final Map<String, String> BACK =
      Map.of(
          "gamma", "weight",
          "beta", "bias",
          "moving_mean", "running_mean",
          "moving_variance", "running_var",
          "embedding_table", "weight");
  private static final String COUNTED = "num_batches_tracked";

  private final Map<String, String> toMindSpore;
  private final Map<String, List<Long>> shapes;
  private final List<String> parameters;
  private final boolean ordered;

  private ParameterNames(Map<String, String> toMindSpore, Map<String, List<Long>> shapes) {
    this.toMindSpore = toMindSpore;
    this.shapes = shapes;
    this.parameters =
        toMindSpore.keySet().stream().filter(name -> !leaf(name).startsWith("running_")).toList();
    this.ordered = false;
  }

  private ParameterNames(ParameterNames all, List<String> parameters) {
    this.toMindSpore = all.toMindSpore;
    this.shapes = all.shapes;
    this.parameters = parameters;
    this.ordered = true;
  }

  /**
   * The same names, with the parameters that the optimizer got and their order.
   *
   * @param patterns torch's names, with {@code *} for any text of parameters that are no buffers; a
   *     pattern takes what none before it took, in the model's order. What no pattern takes the
   *     optimizer did not get
   * @throws CheckpointException torch-layout, if a pattern takes nothing
   */
  public ParameterNames inOrder(List<String> patterns) {
    Set<String> taken = new LinkedHashSet<>();
    for (String pattern : patterns) {
      Pattern names =
          Pattern.compile(
              Arrays.stream(pattern.split("\\*", -1))
                  .map(Pattern::quote)
                  .collect(Collectors.joining(".*")));
      List<String> more =
          (pattern.contains("*") ? parameters : toMindSpore.keySet())
              .stream()
                  .filter(name -> names.matcher(name).matches() && !taken.contains(name))
                  .toList();
      if (more.isEmpty()) {
        throw new CheckpointException(
            Rule.TORCH_LAYOUT,
            "the order's '%s' takes no tensor of the model that is left: %s"
                .formatted(pattern, toMindSpore.keySet()));
      }
      taken.addAll(more);
    }
    return new ParameterNames(this, List.copyOf(taken));
  }

  /** Whether the parameters' order was given. */
  boolean isOrdered() {
    return ordered;
  }

  /** The shape of a tensor by torch's name; empty if the model was not read. */
  Optional<List<Long>> shape(String name) {
    return Optional.ofNullable(shapes.get(name));
  }

  /**
   * The names of a model by torch's state dict.
   *
   * @param renames torch's name to MindSpore's, where the rules above do not hold
   * @throws CheckpointException torch-layout, if a rename names no tensor, or two get one name
   */
  public static ParameterNames ofTorch(
      Map<String, StoredTensor> model, Map<String, String> renames) {
    Set<String> norms =
        model.entrySet().stream()
            .filter(entry -> leaf(entry.getKey()).equals("weight"))
            .filter(entry -> entry.getValue().shape().size() == 1)
            .map(entry -> layer(entry.getKey()))
            .collect(Collectors.toSet());
    Map<String, String> names = new LinkedHashMap<>();
    for (String name : model.keySet()) {
      if (!leaf(name).equals(COUNTED)) {
        boolean norm = norms.contains(layer(name)) && NORM.containsKey(leaf(name));
        names.put(name, norm ? layer(name) + NORM.get(leaf(name)) : name);
      }
    }
    rename(names, renames);
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    model.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    return new ParameterNames(names, shapes);
  }

  /**
   * The names of a model by MindSpore's parameters; {@code gamma}, {@code beta}, {@code
   * embedding_table} and the moving statistics get torch's names.
   *
   * @param renames torch's name to MindSpore's, where the rules above do not hold
   * @throws CheckpointException torch-layout, if a rename names no tensor, or two get one name
   */
  public static ParameterNames ofMindSpore(
      Collection<String> parameters, Map<String, String> renames) {
    Map<String, String> names = new LinkedHashMap<>();
    for (String name : parameters) {
      names.put(layer(name) + BACK.getOrDefault(leaf(name), leaf(name)), name);
    }
    renames.forEach(
        (torch, mindSpore) -> {
          if (names.values().remove(mindSpore)) {
            names.put(torch, mindSpore);
          }
        });
    if (!names.keySet().containsAll(renames.keySet())) {
      throw new CheckpointException(
          Rule.TORCH_LAYOUT,
          "the renames %s name no tensor of the model: %s".formatted(renames, parameters));
    }
    if (names.size() != parameters.size()) {
      throw new CheckpointException(
          Rule.TORCH_LAYOUT, "two tensors would have one name: " + parameters);
    }
    return new ParameterNames(names, Map.of());
  }

  private static void rename(Map<String, String> names, Map<String, String> renames) {
    renames.forEach(
        (torch, mindSpore) -> {
          if (names.replace(torch, mindSpore) == null) {
            throw new CheckpointException(
                Rule.TORCH_LAYOUT, "the model has no tensor '%s' to rename".formatted(torch));
          }
        });
    if (Set.copyOf(names.values()).size() != names.size()) {
      throw new CheckpointException(
          Rule.TORCH_LAYOUT, "two tensors would have one name: " + names.values());
    }
  }

  /** MindSpore's name by torch's, in the model's order; without what MindSpore does not keep. */
  public Map<String, String> toMindSpore() {
    return Collections.unmodifiableMap(toMindSpore);
  }

  /** torch's names of the optimizer's parameters in their order. */
  public List<String> parameters() {
    return parameters;
  }

  /** torch's model for MindSpore: the same bytes under its names. */
  public Map<String, StoredTensor> toMindSpore(Map<String, StoredTensor> model, KeyReport report) {
    return renamed(model, toMindSpore, report);
  }

  /** MindSpore's model for torch: the same bytes under its names. */
  public Map<String, StoredTensor> toTorch(Map<String, StoredTensor> model, KeyReport report) {
    Map<String, String> back = new LinkedHashMap<>();
    toMindSpore.forEach((torch, mindSpore) -> back.put(mindSpore, torch));
    return renamed(model, back, report);
  }

  private static Map<String, StoredTensor> renamed(
      Map<String, StoredTensor> model, Map<String, String> names, KeyReport report) {
    Map<String, StoredTensor> renamed = new LinkedHashMap<>();
    model.forEach(
        (name, tensor) -> {
          String to = names.get(name);
          if (to == null) {
            report.leftOut(name, "the other side keeps no such tensor");
          } else {
            report.carried(name, to);
            renamed.put(to, tensor);
          }
        });
    return renamed;
  }

  private static String leaf(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String layer(String name) {
    return name.substring(0, name.lastIndexOf('.') + 1);
  }
}
