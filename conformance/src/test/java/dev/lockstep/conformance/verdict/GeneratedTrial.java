package dev.lockstep.conformance.verdict;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.RecordedOption;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Settings;
import dev.lockstep.mapping.Signatures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A training of a generated class and of its source.
 *
 * @param source options of the source
 * @param target options of the class
 * @param rates the rate of each step; empty if it is constant
 * @param shapes of the parameters
 * @param start for each parameter its elements
 * @param gradients for each step, for each parameter its elements; of an optimizer that takes a
 *     closure the first two steps' are the numbers of {@link QuarticClosure}
 * @param left the parameters after each step of the source, as recorded
 * @param right the same of the class
 * @param graph the same in MindSpore's GRAPH mode; empty if it is for torch or not for that mode
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record GeneratedTrial(
    Map<String, @Nullable Object> source,
    Map<String, @Nullable Object> target,
    List<Double> rates,
    List<List<Integer>> shapes,
    List<List<Double>> start,
    List<List<List<Double>>> gradients,
    List<List<List<Double>>> left,
    List<List<List<Double>>> right,
    List<List<List<Double>>> graph) {
  GeneratedTrial {
    graph = Objects.requireNonNullElse(graph, List.of());
  }

  private static final int STEPS = 5;
  private static final long SEED = 20261121;
  private static final int ATTEMPTS = 1000;
  private static final Set<String> MATRICES = Set.of("Muon", "SparseAdam");

  /** The number of steps. */
  int steps() {
    return gradients.size();
  }

  /** Whether only the class ran: its source has no kernels on the machine of the recording. */
  boolean isHalf() {
    return left.isEmpty();
  }

  /** The same with what the source comes to. */
  GeneratedTrial withLeft(List<List<List<Double>>> parameters) {
    return new GeneratedTrial(
        source, target, rates, shapes, start, gradients, parameters, right, graph);
  }

  /** The trials of a card: defaults with a large epsilon, everything moved, a changing rate. */
  static List<GeneratedTrial> of(Card card) {
    SplittableRandom random = new SplittableRandom(SEED + card.id().hashCode());
    return List.of(
        make(card, random, 0.2, false),
        make(card, random, 1, false),
        make(card, random, 0.7, true));
  }

  private static GeneratedTrial make(
      Card card, SplittableRandom random, double share, boolean moving) {
    RecordedSignature signature = Signatures.newest(card.from()).orElseThrow();
    Map<String, @Nullable Object> options = options(card, signature, random, share, moving);
    List<Double> rates = new ArrayList<>();
    for (int k = 0; moving && takesRates(card, options) && k < STEPS; k++) {
      rates.add(0.1 / (k + 1));
    }
    boolean matrices = MATRICES.stream().anyMatch(card.from()::endsWith);
    List<List<Integer>> shapes =
        matrices ? List.of(List.of(3, 2), List.of(2, 3)) : List.of(List.of(3), List.of(2, 2));
    List<List<List<Double>>> gradients = new ArrayList<>();
    for (int k = 0; k < STEPS; k++) {
      gradients.add(numbers(shapes, random));
    }
    Map<String, @Nullable Object> target = target(card, signature, options, rates);
    return new GeneratedTrial(
        options,
        target,
        rates,
        shapes,
        numbers(shapes, random),
        gradients,
        List.of(),
        List.of(),
        List.of());
  }

  /** The options of the class; rates that change are what a list is in the source's call. */
  private static Map<String, @Nullable Object> target(
      Card card,
      RecordedSignature signature,
      Map<String, @Nullable Object> options,
      List<Double> rates) {
    Map<String, @Nullable Object> given = new LinkedHashMap<>(options);
    Roles roles = Roles.of(card.from());
    if (!rates.isEmpty() && roles.takesLists()) {
      given.put(roles.rate(), rates);
    }
    Map<String, @Nullable Object> target =
        new LinkedHashMap<>(card.convert(Settings.of(given), signature, card.target()));
    target.replaceAll((name, value) -> rates.equals(value) ? options.get(roles.rate()) : value);
    return target;
  }

  private static boolean takesRates(Card card, Map<String, @Nullable Object> options) {
    boolean own = Boolean.TRUE.equals(options.get("relative_step"));
    return !own && !card.from().endsWith(".FTRL");
  }

  /** Options for which the card claims equality; each is given with that probability. */
  private static Map<String, @Nullable Object> options(
      Card card,
      RecordedSignature signature,
      SplittableRandom random,
      double share,
      boolean moving) {
    for (int i = 0; i < ATTEMPTS; i++) {
      Map<String, @Nullable Object> options = new LinkedHashMap<>();
      for (RecordedOption option : signature.settings()) {
        boolean counts = card.source(option.name()).stream().anyMatch(a -> !a.isDropped());
        List<Object> values = counts ? OptionValues.of(option) : List.of();
        boolean eps = option.name().startsWith("eps") && !values.isEmpty();
        if (!values.isEmpty() && (option.required() || eps || random.nextDouble() < share)) {
          options.put(option.name(), values.get(random.nextInt(values.size())));
        }
      }
      GeneratedOptions.repair(card.from(), options, moving);
      if (card.worst(Settings.of(options).over(signature.defaults())).keepsNumbers()) {
        return options;
      }
    }
    throw new IllegalStateException(card.id() + " claims no equality");
  }

  private static List<List<Double>> numbers(List<List<Integer>> shapes, SplittableRandom random) {
    List<List<Double>> all = new ArrayList<>();
    for (List<Integer> shape : shapes) {
      int size = shape.stream().reduce(1, (a, b) -> a * b);
      List<Double> numbers = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        float number = (float) Math.round((random.nextDouble() * 4 - 2) * 1e4) / 1e4f;
        numbers.add(Double.parseDouble(Float.toString(number)));
      }
      all.add(numbers);
    }
    return all;
  }
}
