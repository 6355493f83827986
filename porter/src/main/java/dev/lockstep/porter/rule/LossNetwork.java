package dev.lockstep.porter.rule;

import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import java.util.List;
import java.util.Optional;

/**
 * What computes the loss of a batch.
 *
 * @param network the network: it gives the loss, or what the loss function takes
 * @param loss the loss function, if there is one
 */
record LossNetwork(Node network, Optional<Node> loss) {
  /** Of a network that is given to a training cell: {@code WithLossCell(network, loss)} is both. */
  static LossNetwork of(FilePort port, Node network) {
    Optional<Call> cell =
        port.program()
            .flow()
            .origin(network)
            .flatMap(Call::of)
            .filter(c -> c.name().equals("WithLossCell") && c.arguments().size() == 2);
    Optional<Node> backbone = cell.flatMap(c -> c.argument(0, "backbone")).map(Argument::value);
    Optional<Node> loss = cell.flatMap(c -> c.argument(1, "loss_fn")).map(Argument::value);
    boolean named =
        backbone.filter(LossNetwork::isName).isPresent()
            && loss.filter(LossNetwork::isName).isPresent();
    return named
        ? new LossNetwork(backbone.get(), loss)
        : new LossNetwork(network, Optional.empty());
  }

  /** Whether an expression means the same wherever it is written. */
  static boolean isName(Node node) {
    return node.is("identifier") || (node.is("attribute") && isName(node.get("object")));
  }

  /** The loss of a batch. */
  String of(List<String> batch) {
    if (loss.isEmpty()) {
      return network.text() + "(" + String.join(", ", batch) + ")";
    }
    String output = network.text() + "(" + batch.get(0) + ")";
    return "%s(%s, %s)"
        .formatted(loss.get().text(), output, String.join(", ", batch.subList(1, batch.size())));
  }
}
