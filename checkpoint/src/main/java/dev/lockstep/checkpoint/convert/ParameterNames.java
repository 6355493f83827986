package dev.lockstep.checkpoint.convert;

import dev.lockstep.checkpoint.CheckpointException;
import dev.lockstep.checkpoint.Rule;
import dev.lockstep.checkpoint.StoredTensor;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private static final String COUNTED = "num_batches_tracked";

  private final Map<String, String> toMindSpore = new LinkedHashMap<>();
  private final Map<String, StoredTensor> tensors;

  private ParameterNames(Map<String, StoredTensor> tensors, Map<String, String> renames) {
    this.tensors = tensors;
    Set<String> norms =
        tensors.entrySet().stream()
            .filter(entry -> leaf(entry.getKey()).equals("weight"))
            .filter(entry -> entry.getValue().shape().size() == 1)
            .map(entry -> layer(entry.getKey()))
            .collect(Collectors.toCollection(HashSet::new));
    for (String name : tensors.keySet()) {
      if (!leaf(name).equals(COUNTED)) {
        boolean norm = norms.contains(layer(name)) && NORM.containsKey(leaf(name));
        String known = norm ? layer(name) + NORM.get(leaf(name)) : name;
        toMindSpore.put(name, renames.getOrDefault(name, known));
      }
    }
  }

  /**
   * The names of a model by its state dict.
   *
   * @param renames torch's name to MindSpore's, where the rules above do not hold
   * @throws CheckpointException torch-layout, if a rename names no tensor, or two get one name
   */
  public static ParameterNames of(Map<String, StoredTensor> model, Map<String, String> renames) {
    for (String name : renames.keySet()) {
      if (!model.containsKey(name)) {
        throw new CheckpointException(
            Rule.TORCH_LAYOUT, "the model has no tensor '%s' to rename".formatted(name));
      }
    }
    ParameterNames names = new ParameterNames(model, renames);
    Set<String> used = new HashSet<>();
    names.toMindSpore.forEach(
        (torch, name) -> {
          if (!used.add(name)) {
            throw new CheckpointException(
                Rule.TORCH_LAYOUT, "two tensors would be called '%s' in MindSpore".formatted(name));
          }
        });
    return names;
  }

  /** MindSpore's name by torch's; without what MindSpore does not keep. */
  public Map<String, String> toMindSpore() {
    return Map.copyOf(toMindSpore);
  }

  /** torch's names of the parameters in their order: buffers are left out. */
  public List<String> parameters() {
    return toMindSpore.keySet().stream()
        .filter(name -> !leaf(name).startsWith("running_"))
        .toList();
  }

  /** The model for MindSpore: the same bytes under its names. */
  public Map<String, StoredTensor> model(KeyReport report) {
    Map<String, StoredTensor> renamed = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          String to = toMindSpore.get(name);
          if (to == null) {
            report.leftOut(name, "MindSpore counts no batches");
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
