package dev.lockstep.porter.program;

import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A class of optimizers or schedulers that a script chooses by a name: {@code getattr(torch.optim,
 * name)(...)}, {@code CLASSES[name](...)}.
 *
 * @param name what it is chosen by
 * @param possible the full names of the classes of a table; empty if a whole module is chosen from
 * @param known the full name of the class, if the name has one value in every run
 * @param scheduler whether it is a scheduler
 */
public record ChosenClass(
    Node name, List<String> possible, Optional<String> known, boolean scheduler) {

  /** What a call chooses; empty if it names what it calls. */
  public static Optional<ChosenClass> of(TrainingProgram program, Call call) {
    Node callee = call.callee();
    if (callee.is("subscript") && callee.all("subscript").size() == 1) {
      return ofTable(program, callee);
    }
    return Call.of(callee)
        .filter(c -> c.callee().text().equals("getattr"))
        .flatMap(c -> ofModule(program, c));
  }

  /** The module that a class is taken from. */
  static Optional<Node> module(TrainingProgram program, Call getattr) {
    return getattr
        .positional(0)
        .map(Argument::value)
        .filter(n -> isModule(program.qualified(n).orElse("")));
  }

  private static boolean isModule(String name) {
    return (name + ".").equals(Torch.OPTIM) || (name + ".").equals(Torch.SCHEDULERS);
  }

  private static Optional<ChosenClass> ofModule(TrainingProgram program, Call getattr) {
    Optional<Node> module = module(program, getattr);
    Optional<Node> name = getattr.positional(1).map(Argument::value);
    if (module.isEmpty() || name.isEmpty()) {
      return Optional.empty();
    }
    String prefix = program.qualified(module.get()).orElseThrow() + ".";
    Optional<String> known = text(program, name.get()).map(value -> prefix + value);
    return Optional.of(
        new ChosenClass(name.get(), List.of(), known, prefix.equals(Torch.SCHEDULERS)));
  }

  private static Optional<ChosenClass> ofTable(TrainingProgram program, Node subscript) {
    Optional<Map<String, Node>> entries =
        program.flow().origin(subscript.get("value")).flatMap(program::dictionary);
    List<String> classes =
        entries.stream()
            .flatMap(e -> e.values().stream())
            .flatMap(n -> program.qualified(n).stream())
            .filter(n -> program.framework().isOptimizer(n) || program.framework().isScheduler(n))
            .toList();
    if (classes.isEmpty() || classes.size() < entries.orElseThrow().size()) {
      return Optional.empty();
    }
    Node name = subscript.get("subscript");
    Optional<String> known =
        text(program, name)
            .filter(entries.get()::containsKey)
            .flatMap(key -> program.qualified(Objects.requireNonNull(entries.get().get(key))));
    boolean scheduler = classes.stream().allMatch(program.framework()::isScheduler);
    return Optional.of(new ChosenClass(name, classes, known, scheduler));
  }

  private static Optional<String> text(TrainingProgram program, Node name) {
    return Optional.of(program.evaluator().value(name))
        .filter(v -> v.certain())
        .map(v -> v.constant().orElseThrow())
        .filter(String.class::isInstance)
        .map(String.class::cast);
  }
}
