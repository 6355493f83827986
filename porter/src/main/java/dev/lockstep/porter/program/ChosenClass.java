package dev.lockstep.porter.program;

import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A class of optimizers or schedulers that a script chooses: {@code getattr(torch.optim,
 * name)(...)}, {@code CLASSES[name](...)}, a call of a variable that holds one of several.
 *
 * @param name what it is chosen by
 * @param possible the full names of the classes that it may be
 * @param known the full name of the class, if the name has one value in every run
 * @param scheduler whether it is a scheduler
 * @param references where the classes are named: each class, or the module that one is taken from
 */
public record ChosenClass(
    Node name,
    List<String> possible,
    Optional<String> known,
    boolean scheduler,
    List<Node> references) {
  /** Python's own functions that look into a module. */
  private static final Set<String> INSPECTING =
      Set.of("getattr", "hasattr", "setattr", "dir", "vars", "print", "isinstance");

  /** What a call chooses; empty if it names what it calls. */
  public static Optional<ChosenClass> of(TrainingProgram program, Call call) {
    Node callee = call.callee();
    if (callee.is("subscript") && callee.all("subscript").size() == 1) {
      return ofTable(program, callee);
    }
    Optional<Call> getattr = Call.of(callee).filter(c -> module(program, c).isPresent());
    return getattr.isPresent()
        ? ofModule(program, getattr.get())
        : ofReferences(program, callee, ClassReferences.of(program, callee))
            .or(() -> ofReferences(program, callee, handed(program, call)));
  }

  /** The class that a call names itself. */
  static ChosenClass named(Call call, String name) {
    Node callee = call.callee();
    return new ChosenClass(callee, List.of(name), Optional.of(name), false, List.of(callee));
  }

  /** The classes of other libraries that a call may choose instead. */
  public static List<Node> others(TrainingProgram program, Call call) {
    return ClassReferences.others(program, call.callee());
  }

  /** Whether a call names the class itself, so that only its options are chosen. */
  public boolean isNamedBy(Call call) {
    return references.contains(call.callee());
  }

  /** The module that {@code getattr} takes a class from. */
  public static Optional<Node> module(TrainingProgram program, Call getattr) {
    return getattr
        .positional(0)
        .filter(a -> getattr.callee().text().equals("getattr"))
        .map(Argument::value)
        .filter(n -> isModule(program.qualified(n).orElse("")));
  }

  /** The module that a call of a function is handed, which takes a class from it by a name. */
  private static List<Node> handed(TrainingProgram program, Call call) {
    List<Node> modules =
        call.arguments().stream()
            .filter(a -> a.kind() == Argument.Kind.POSITIONAL)
            .map(Argument::value)
            .filter(n -> isModule(program.qualified(n).orElse("")))
            .toList();
    return !modules.isEmpty() && isFunction(program, call) ? modules : List.of();
  }

  private static boolean isFunction(TrainingProgram program, Call call) {
    return !INSPECTING.contains(call.name())
        && (program.qualified(call.callee()).isEmpty() || program.flow().callee(call).isPresent());
  }

  /** Whether a function is handed the module, and not a class its options. */
  boolean isHanded(Call call) {
    return call.arguments().stream().anyMatch(a -> references.contains(a.value()));
  }

  private static boolean isModule(String name) {
    return (name + ".").equals(Torch.OPTIM) || (name + ".").equals(Torch.SCHEDULERS);
  }

  private static Optional<ChosenClass> ofModule(TrainingProgram program, Call getattr) {
    Node module = module(program, getattr).orElseThrow();
    String prefix = program.qualified(module).orElseThrow() + ".";
    return getattr
        .positional(1)
        .map(Argument::value)
        .map(
            name ->
                new ChosenClass(
                    name,
                    inModule(program, prefix),
                    text(program, name).map(value -> prefix + value),
                    prefix.equals(Torch.SCHEDULERS),
                    List.of(module)));
  }

  private static List<String> inModule(TrainingProgram program, String prefix) {
    return program.signatures().all().stream()
        .map(RecordedSignature::api)
        .filter(program.framework()::isOptimizer)
        .filter(name -> prefix.equals(Torch.OPTIM))
        .toList();
  }

  private static Optional<ChosenClass> ofTable(TrainingProgram program, Node subscript) {
    Node name = subscript.get("subscript");
    return ClassReferences.ofTable(program, subscript.get("value"))
        .map(
            entries ->
                named(program, name, List.copyOf(entries.values()), text(program, name, entries)));
  }

  private static Optional<ChosenClass> ofReferences(
      TrainingProgram program, Node callee, List<Node> references) {
    return references.isEmpty()
        ? Optional.empty()
        : Optional.of(named(program, callee, references, Optional.empty()));
  }

  private static ChosenClass named(
      TrainingProgram program, Node name, List<Node> references, Optional<String> known) {
    List<String> classes =
        references.stream()
            .flatMap(n -> program.canonical(n).stream())
            .flatMap(n -> isModule(n) ? inModule(program, n + ".").stream() : List.of(n).stream())
            .distinct()
            .toList();
    boolean scheduler =
        references.stream()
            .flatMap(n -> program.canonical(n).stream())
            .allMatch(
                n -> (n + ".").equals(Torch.SCHEDULERS) || program.framework().isScheduler(n));
    return new ChosenClass(name, classes, known, scheduler, references);
  }

  /** The class of a table that is taken in every run. */
  private static Optional<String> text(
      TrainingProgram program, Node name, Map<String, Node> entries) {
    return text(program, name)
        .filter(entries::containsKey)
        .flatMap(key -> program.qualified(Objects.requireNonNull(entries.get(key))));
  }

  private static Optional<String> text(TrainingProgram program, Node name) {
    return Optional.of(program.evaluator().value(name))
        .filter(v -> v.certain())
        .map(v -> v.constant().orElseThrow())
        .filter(String.class::isInstance)
        .map(String.class::cast);
  }
}
