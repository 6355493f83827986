package dev.lockstep.porter.rule;

import dev.lockstep.porter.api.Api;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The metrics of a {@code Model}: the class that the port brings takes them in a dictionary, where
 * MindSpore takes a set of their names, too.
 */
final class ModelMetrics {
  private static final Map<String, String> CLASSES =
      Map.of(
          "acc", "MindSporeAccuracy",
          "accuracy", "MindSporeAccuracy",
          "loss", "MindSporeLoss",
          "mae", "MindSporeMAE",
          "mse", "MindSporeMSE",
          "top_1_accuracy", "MindSporeTop1CategoricalAccuracy",
          "top_5_accuracy", "MindSporeTop5CategoricalAccuracy");

  private ModelMetrics() {}

  /** Gives a model its metrics in a dictionary. */
  static void write(FilePort port, Call model, Api api) {
    Optional<Node> metrics =
        model.argument(api.takes().indexOf("metrics"), "metrics").map(Argument::value);
    metrics
        .filter(m -> model.name().equals("Model") && !isDictionary(port, m))
        .ifPresent(m -> write(port, m));
  }

  private static boolean isDictionary(FilePort port, Node metrics) {
    return port.program().flow().origins(metrics).stream()
        .allMatch(o -> o.is("none") || port.program().dictionary(o).isPresent());
  }

  private static void write(FilePort port, Node metrics) {
    boolean known =
        metrics.is("set") && metrics.children().stream().allMatch(n -> className(n).isPresent());
    if (known) {
      List<String> entries = metrics.children().stream().map(n -> entry(port, n)).toList();
      port.edits().replace(metrics, "{" + String.join(", ", entries) + "}");
    } else {
      String function = BroughtCode.function(port, "mindspore_metrics");
      port.edits().replace(metrics, r -> function + "(" + r.text(metrics) + ")");
    }
  }

  private static Optional<String> className(Node name) {
    return Text.string(name).flatMap(text -> Optional.ofNullable(CLASSES.get(text)));
  }

  private static String entry(FilePort port, Node name) {
    return name.text() + ": " + BroughtCode.function(port, className(name).orElseThrow()) + "()";
  }
}
