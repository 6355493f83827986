package dev.lockstep.porter.edit;

import dev.lockstep.porter.python.Binding;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.PythonFile;
import dev.lockstep.porter.python.Scope;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the target's modules and symbols are called in a file.
 *
 * <p>An import that nothing uses any more hands its local name on when the name fits what replaces
 * it: {@code optim} fits {@code mindspore.experimental.optim} but not {@code mindspore.nn}; a name
 * of the user's own ({@code F}) fits any module. All else is written in full.
 */
final class LocalNames {
  private final PythonFile file;
  private final ImportUses uses;
  private final String from;
  private final String to;
  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, Binding> providers = new LinkedHashMap<>();
  private final Set<String> roots = new TreeSet<>();

  LocalNames(PythonFile file, ImportUses uses, String from, String to) {
    this.file = file;
    this.uses = uses;
    this.from = from;
    this.to = to;
    readExisting();
    uses.imports().stream().filter(uses::isGone).forEach(this::handOn);
    uses.requested()
        .forEach(
            (api, places) -> {
              String root = Dotted.first(api);
              if (!roots.contains(root) && places.stream().anyMatch(p -> known(api, p).isEmpty())) {
                names.putIfAbsent(root, freeName(root));
                roots.add(root);
              }
            });
  }

  /** The modules that must be imported, with their names: what is asked for, the target last. */
  Map<String, String> roots() {
    Map<String, String> named = new LinkedHashMap<>();
    roots.stream()
        .sorted(Comparator.comparing(to::equals))
        .forEach(root -> named.put(root, names.getOrDefault(root, root)));
    return named;
  }

  /** The modules and symbols that take over the local name of an import, with their new names. */
  Map<String, String> providedBy(Binding binding) {
    Map<String, String> provided = new LinkedHashMap<>();
    providers.forEach(
        (api, by) -> {
          if (by.equals(binding)) {
            provided.put(api, names.getOrDefault(api, Dotted.last(api)));
          }
        });
    return provided;
  }

  /** The expression for an API at a place. */
  String name(String api, Node place) {
    return known(api, place)
        .map(prefix -> names.get(prefix) + api.substring(prefix.length()))
        .orElse(api);
  }

  /** The longest module, or the symbol itself, that has a name at a place. */
  private Optional<String> known(String api, Node place) {
    return Stream.iterate(api, prefix -> !prefix.isEmpty(), Dotted::parent)
        .filter(prefix -> names.containsKey(prefix) && isVisible(prefix, place))
        .findFirst();
  }

  private void readExisting() {
    Scope module = file.scopes().module();
    for (String name : module.names()) {
      file.scopes()
          .imported(name)
          .filter(imported -> isWanted(imported) && isInTime(name, imported))
          .ifPresent(imported -> names.putIfAbsent(imported, name));
    }
  }

  /**
   * The name of a module that is imported anew: its own unless the file calls something else so, or
   * a function that asks for the module does.
   */
  private String freeName(String root) {
    List<Node> places =
        uses.requested().entrySet().stream()
            .filter(e -> Dotted.first(e.getKey()).equals(root))
            .flatMap(e -> e.getValue().stream())
            .toList();
    String name = root;
    for (int i = 2; !isFreeFor(root, name) || isHidden(name, places); i++) {
      name = root + "_" + i;
    }
    return name;
  }

  private boolean isFreeFor(String root, String name) {
    return file.scopes().module().local(name).stream().allMatch(b -> isFor(b, root));
  }

  private boolean isHidden(String name, List<Node> places) {
    return places.stream().anyMatch(place -> isHidden(name, file.scopes().at(place)));
  }

  /** Whether a name is a variable of a function there, or of one around it. */
  private static boolean isHidden(String name, Scope here) {
    Optional<Scope> binder = here.binder(name);
    return binder.isPresent()
        && binder.get().parent().isPresent()
        && !binder.get().local(name).stream().allMatch(b -> b.is(Binding.Kind.IMPORT));
  }

  /** Whether a module can be imported in spite of a binding of its name: a later import of it. */
  private boolean isFor(Binding binding, String root) {
    return makesRoom(binding) || (binding.is(Binding.Kind.IMPORT) && binding.module().equals(root));
  }

  private boolean makesRoom(Binding binding) {
    return uses.imports().contains(binding) && uses.isGone(binding);
  }

  private boolean isWanted(String module) {
    String root = Dotted.first(module);
    return uses.requested().keySet().stream().anyMatch(api -> Dotted.first(api).equals(root));
  }

  /** Whether an import has been run where the module's own statements ask for what it imports. */
  private boolean isInTime(String name, String imported) {
    Scope module = file.scopes().module();
    int run = module.local(name).stream().mapToInt(b -> b.site().start()).min().orElse(0);
    return uses.requested().entrySet().stream()
        .filter(e -> Dotted.first(e.getKey()).equals(Dotted.first(imported)))
        .flatMap(e -> e.getValue().stream())
        .filter(place -> file.scopes().at(place) == module)
        .allMatch(place -> run <= place.end());
  }

  private void handOn(Binding binding) {
    if (!file.scopes().module().local(binding.name()).stream().allMatch(this::makesRoom)) {
      return;
    }
    Set<String> apis = uses.wanted().getOrDefault(binding, Set.of());
    if (importsSymbol(binding)) {
      apis.forEach(api -> handOnSymbol(binding, api));
      return;
    }
    // A name stands for one module: the one that is called so, else the outermost.
    apis.stream()
        .map(Dotted::parent)
        .filter(module -> fits(binding, module))
        .min(
            Comparator.comparing((String m) -> !Dotted.last(m).equals(binding.name()))
                .thenComparing(String::length))
        .ifPresent(module -> provide(module, binding.name(), binding));
  }

  private void handOnSymbol(Binding binding, String api) {
    String name = renamed(binding) ? binding.name() : Dotted.last(api);
    if (name.equals(binding.name()) || isFree(name)) {
      provide(api, name, binding);
    }
  }

  private void provide(String api, String name, Binding by) {
    if (names.putIfAbsent(api, name) == null) {
      providers.put(api, by);
    }
  }

  private boolean fits(Binding binding, String module) {
    boolean root = binding.module().equals(from) || module.equals(to);
    boolean target = Dotted.first(module).equals(to);
    return target && !root && (renamed(binding) || Dotted.last(module).equals(binding.name()));
  }

  private static boolean renamed(Binding binding) {
    return !binding.name().equals(Dotted.last(binding.module()));
  }

  private boolean importsSymbol(Binding binding) {
    return Dotted.isClass(binding.module())
        || ImportUses.references(file)
            .filter(n -> n.text().equals(binding.name()))
            .filter(n -> file.scopes().lookup(n).contains(binding))
            .noneMatch(n -> n.field().equals("object"));
  }

  private boolean isFree(String name) {
    return ImportUses.references(file).noneMatch(n -> n.text().equals(name));
  }

  /** Whether the name of a module or symbol means it at a place: a function may import its own. */
  private boolean isVisible(String api, Node place) {
    String name = names.getOrDefault(api, api);
    Scope here = file.scopes().at(place);
    Binding provider = providers.get(api);
    return !isHidden(name, here) && (provider == null || isBound(provider, here, place));
  }

  /** Whether an import has been run where a place is: it stands around a function, or before. */
  private static boolean isBound(Binding provider, Scope here, Node place) {
    Optional<Scope> binder = here.binder(provider.name());
    return binder.filter(scope -> scope.local(provider.name()).contains(provider)).isPresent()
        && (binder.get() != here || provider.site().start() <= place.end());
  }
}
