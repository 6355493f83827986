package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A tensor that torch lets share its memory with a numpy array which is changed afterwards: {@code
 * state = torch.from_numpy(buffer)} and {@code buffer[0] = 1}. A MindSpore tensor that is made of
 * an array is a copy, or one that MindSpore may read only when the change is done.
 */
public final class SharedArray implements Rule {
  private static final Text SHARED =
      new Text(
          "torch's tensor shares memory with the array, which changes later; MindSpore copies it, or"
              + " reads it after the change: give it a copy where the tensor is to keep its values",
          "torch 的张量与之后会被修改的数组共享内存；MindSpore 会复制数组，或在修改之后才读取：若张量应保持原值，请传入副本");

  private static final Predicate<String> SHARING =
      Pattern.compile("torch\\.(from_numpy|as_tensor|asarray|\\w*Tensor)").asMatchPredicate();

  /** Methods that change an array in place. */
  private static final Predicate<String> CHANGES =
      Pattern.compile("fill|sort|partition|put|itemset|resize").asMatchPredicate();

  /** Functions that change their first argument in place. */
  private static final Predicate<String> CHANGING =
      Pattern.compile("numpy\\.(random\\.shuffle|copyto|put|place|putmask)|random\\.shuffle")
          .asMatchPredicate();

  @Override
  public void apply(FilePort port) {
    port.calls()
        .filter(c -> port.program().qualified(c.callee()).filter(SHARING).isPresent())
        .filter(c -> c.arguments().size() <= 2 && !port.isSettled(c.node()))
        .filter(c -> array(c).filter(a -> changesLater(port, c, a)).isPresent())
        .toList()
        .forEach(c -> port.refused(this, c.node(), Construct.DATA, Verdict.DIVERGES, SHARED));
  }

  private static Optional<Node> array(Call call) {
    return call.positional(0).map(Argument::value).filter(n -> n.is("identifier", "attribute"));
  }

  private static boolean changesLater(FilePort port, Call call, Node array) {
    boolean own = array.is("attribute") && Flow.isSelf(array.get("object"));
    Node region = own ? Flow.enclosingClass(array).orElseThrow() : Statements.owner(call.node());
    return region
        .descendants()
        .filter(n -> isChanged(port, n, array.text()))
        .anyMatch(n -> own || isLater(n, call.node(), array.text()));
  }

  /** Whether a node is an array that is changed there. */
  private static boolean isChanged(FilePort port, Node node, String array) {
    if (!node.text().equals(array)) {
      return false;
    }
    Node outer = node.parent().orElse(node);
    boolean part =
        outer.is("subscript") && node.field().equals("value") && outer.field().equals("left");
    boolean whole = outer.is("augmented_assignment") && node.field().equals("left");
    return part
        || whole
        || outer
            .parent()
            .flatMap(Call::of)
            .filter(
                c ->
                    c.callee() == outer
                        ? CHANGES.test(c.name()) && Statements.isAlone(c.node())
                        : c.positional(0).filter(a -> a.value() == node).isPresent()
                            && port.program().qualified(c.callee()).filter(CHANGING).isPresent())
            .isPresent();
  }

  /** Whether a change of the same array comes behind a call, or in the next round of a loop. */
  private static boolean isLater(Node change, Node call, String array) {
    if (change.start() > call.end()) {
      return !isFresh(change, Statements.owner(call), call.start(), array);
    }
    return Statements.loops(call).stream()
        .filter(loop -> loop.contains(change))
        .anyMatch(loop -> !isFresh(change, loop, loop.start(), array));
  }

  /** Whether a variable surely got another array inside a region, from a place on. */
  private static boolean isFresh(Node change, Node region, int from, String array) {
    return Stream.concat(change.ancestors().takeWhile(o -> o != region), Stream.of(region))
        .filter(outer -> outer.is("block", "module"))
        .flatMap(block -> block.children().stream())
        .filter(s -> s.end() >= from && s.end() <= change.start())
        .anyMatch(s -> Effects.surelyAssigns(s, array));
  }
}
