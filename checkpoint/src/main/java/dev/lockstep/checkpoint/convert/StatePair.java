package dev.lockstep.checkpoint.convert;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which state of a torch optimizer is which state of a MindSpore optimizer; the entries of {@code
 * optimizer-states.yaml}, whose head explains the fields.
 *
 * @param counter empty if MindSpore's class counts no steps
 */
public record StatePair(
    String torch,
    String mindspore,
    Map<String, String> slots,
    String counter,
    List<Long> counterShape,
    List<String> powers,
    List<Long> powersShape,
    Map<String, String> under,
    Map<String, Double> absent,
    Map<String, Double> constant,
    Map<String, String> refused) {

  private static final List<StatePair> ALL = load();

  /** An entry as the file has it; what is left out is empty. */
  private record Entry(
      @JsonProperty(required = true) String torch,
      @JsonProperty(required = true) String mindspore,
      @JsonProperty(required = true) Map<String, String> slots,
      Optional<String> counter,
      Optional<List<Long>> counterShape,
      Optional<List<String>> powers,
      Optional<List<Long>> powersShape,
      Optional<Map<String, String>> under,
      Optional<Map<String, Double>> absent,
      Optional<Map<String, Double>> constant,
      Optional<Map<String, String>> refused) {
    StatePair pair() {
      return new StatePair(
          torch,
          mindspore,
          slots,
          counter.orElse(""),
          counterShape.orElse(List.of()),
          powers.orElse(List.of()),
          powersShape.orElse(List.of()),
          under.orElse(Map.of()),
          absent.orElse(Map.of()),
          constant.orElse(Map.of()),
          refused.orElse(Map.of()));
    }
  }

  /** All pairs. */
  public static List<StatePair> all() {
    return ALL;
  }

  /** The pair of two classes by their full names. */
  public static Optional<StatePair> of(String torch, String mindspore) {
    return ALL.stream()
        .filter(pair -> pair.torch.equals(torch) && pair.mindspore.equals(mindspore))
        .findFirst();
  }

  private static List<StatePair> load() {
    YAMLMapper yaml = YAMLMapper.builder().addModule(new Jdk8Module()).build();
    try (InputStream in =
        Objects.requireNonNull(StatePair.class.getResourceAsStream("optimizer-states.yaml"))) {
      return yaml.readValue(in, new TypeReference<List<Entry>>() {}).stream()
          .map(Entry::pair)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
