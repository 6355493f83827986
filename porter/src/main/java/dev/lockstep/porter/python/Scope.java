package dev.lockstep.porter.python;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that one module, class, function, lambda or comprehension binds. */
public final class Scope {
  private final Node node;
  private final @Nullable Scope parent;
  private final Map<String, List<Binding>> bindings = new LinkedHashMap<>();
  private final List<String> wildcards = new ArrayList<>();
  private final Set<String> globals = new HashSet<>();
  private final Set<String> nonlocals = new HashSet<>();

  Scope(Node node, @Nullable Scope parent) {
    this.node = node;
    this.parent = parent;
  }

  /** The node whose scope it is. */
  public Node node() {
    return node;
  }

  /** The scope around it. */
  public Optional<Scope> parent() {
    return Optional.ofNullable(parent);
  }

  /** What this scope itself binds to a name, in source order. */
  public List<Binding> local(String name) {
    return Collections.unmodifiableList(bindings.getOrDefault(name, List.of()));
  }

  /** All names that this scope itself binds, in the order in which they are first bound. */
  public Set<String> names() {
    return Collections.unmodifiableSet(bindings.keySet());
  }

  /** Modules imported with a star, in order. */
  public List<String> wildcards() {
    return List.copyOf(wildcards);
  }

  /** Whether this is the scope of a class: functions inside do not see its names. */
  public boolean isClass() {
    return node.is("class_definition");
  }

  /** The nearest scope, from this one outwards, that binds a name as seen from here. */
  public Optional<Scope> binder(String name) {
    boolean first = true;
    for (Scope scope = this; scope != null; scope = scope.parent) {
      if (scope.bindings.containsKey(name) && (first || !scope.isClass())) {
        return Optional.of(scope);
      }
      first = false;
    }
    return Optional.empty();
  }

  /** What a name means as seen from here: the bindings of the nearest scope that has any. */
  public List<Binding> lookup(String name) {
    return binder(name).map(scope -> scope.local(name)).orElse(List.of());
  }

  /** Whether a name means something here or in a scope inside or around. */
  public Scope module() {
    Scope scope = this;
    while (scope.parent != null) {
      scope = scope.parent;
    }
    return scope;
  }

  void declareGlobal(String name) {
    globals.add(name);
  }

  void declareNonlocal(String name) {
    nonlocals.add(name);
  }

  void importAll(String module) {
    wildcards.add(module);
  }

  void bind(Binding binding) {
    target(binding.name())
        .bindings
        .computeIfAbsent(binding.name(), n -> new ArrayList<>(1))
        .add(binding);
  }

  private Scope target(String name) {
    if (globals.contains(name)) {
      return module();
    }
    if (nonlocals.contains(name) && parent != null) {
      return parent.binder(name).orElse(this);
    }
    return this;
  }
}
