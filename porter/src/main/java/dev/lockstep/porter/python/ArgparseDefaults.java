package dev.lockstep.porter.python;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The defaults of the command-line options of a project, by the name of their attribute. */
final class ArgparseDefaults {
  private final Map<String, List<Node>> defaults = new HashMap<>();
  private final Set<String> reassigned = new HashSet<>();

  ArgparseDefaults(Project project) {
    for (PythonFile file : project.files()) {
      Call.in(file.root()).filter(c -> c.name().equals("add_argument")).forEach(this::option);
      file.root()
          .descendants()
          .filter(n -> n.is("assignment", "augmented_assignment"))
          .forEach(this::reassign);
    }
  }

  /** Whether an expression is the result of parsing the command line. */
  static boolean isParsed(Node origin) {
    return Call.of(origin)
        .filter(c -> c.name().equals("parse_args") || c.name().equals("parse_known_args"))
        .isPresent();
  }

  /** The default of the option whose attribute has that name, if there is one and just one. */
  Optional<Node> of(String attribute) {
    List<Node> values = defaults.getOrDefault(attribute, List.of());
    return values.size() == 1 && !reassigned.contains(attribute)
        ? Optional.of(values.get(0))
        : Optional.empty();
  }

  private void option(Call call) {
    Optional<Node> value = call.keyword("default").map(Argument::value);
    Optional<String> name = attribute(call);
    if (name.isPresent() && value.isPresent()) {
      defaults.computeIfAbsent(name.get(), n -> new ArrayList<>(1)).add(value.get());
    }
  }

  /** As argparse names it: {@code dest}, else the first long flag, else the first flag. */
  private static Optional<String> attribute(Call call) {
    Optional<Argument> dest = call.keyword("dest");
    if (dest.isPresent()) {
      return Text.string(dest.get().value());
    }
    List<String> flags =
        call.arguments().stream()
            .filter(a -> a.kind() == Argument.Kind.POSITIONAL)
            .flatMap(a -> Text.string(a.value()).stream())
            .toList();
    return flags.stream()
        .filter(f -> f.startsWith("--"))
        .findFirst()
        .or(() -> flags.stream().findFirst())
        .map(f -> f.replaceFirst("^-+", "").replace('-', '_'));
  }

  private void reassign(Node assignment) {
    Node left = assignment.get("left");
    if (left.is("attribute")
        && left.get("object").is("identifier")
        && !Flow.isSelf(left.get("object"))) {
      reassigned.add(left.get("attribute").text());
    }
  }
}
