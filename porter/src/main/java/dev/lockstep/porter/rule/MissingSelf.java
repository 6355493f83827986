package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Node;

/**
 * A constructor that takes its arguments without {@code self} and yet uses it, as the class of
 * several optimizers in MegEngine's guide does.
 */
public final class MissingSelf implements Rule {
  private static final Text MISSING =
      new Text(
          "__init__ takes no self: the new object is the first of its arguments, and the name self is"
              + " not defined; write __init__(self, ...)",
          "__init__ 没有 self 参数：新对象会成为第一个参数，而名称 self 未定义；请写 __init__(self, ...)");

  @Override
  public void apply(FilePort port) {
    port.file()
        .root()
        .descendants("function_definition")
        .filter(f -> f.get("name").text().equals("__init__") && isMethod(f))
        .filter(f -> startsWithSplat(f) && usesSelf(f))
        .toList()
        .forEach(f -> port.refused(this, f.get("name"), Construct.OTHER, MISSING));
  }

  private static boolean isMethod(Node function) {
    return function
        .parent()
        .flatMap(Node::parent)
        .filter(p -> p.is("class_definition"))
        .isPresent();
  }

  private static boolean startsWithSplat(Node function) {
    return function.get("parameters").children().stream()
        .findFirst()
        .filter(p -> p.is("list_splat_pattern"))
        .isPresent();
  }

  private static boolean usesSelf(Node function) {
    return function.get("body").descendants("identifier").anyMatch(n -> n.text().equals("self"));
  }
}
