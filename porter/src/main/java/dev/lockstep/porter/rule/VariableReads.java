package dev.lockstep.porter.rule;

import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.List;
import java.util.Optional;

/** Where the variables of a file are read, and which variable holds the value of a call. */
final class VariableReads {
  private VariableReads() {}

  /** The places that read the variable of a name. */
  static List<Node> of(FilePort port, Node name) {
    return port.file()
        .root()
        .descendants("identifier")
        .filter(n -> n.text().equals(name.text()) && Effects.isReference(n))
        .filter(n -> !Effects.isTarget(n))
        .filter(n -> port.file().scopes().lookup(n).equals(port.file().scopes().lookup(name)))
        .toList();
  }

  /** The name that a call alone gives its value: {@code name = call}, and nothing else does. */
  static Optional<Node> holder(FilePort port, Node call) {
    return Statements.result(call)
        .filter(name -> name.is("identifier"))
        .filter(name -> port.file().scopes().lookup(name).size() == 1);
  }
}
