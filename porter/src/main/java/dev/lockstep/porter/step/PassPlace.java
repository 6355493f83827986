package dev.lockstep.porter.step;

import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** In which block the loss of a backward pass is computed: its own, or one around it. */
final class PassPlace {
  private final Places places;
  private final LossSlice slice;
  private final GradientFlow flow;
  private final Movable movable;
  private final Effects effects;

  PassPlace(TrainingProgram program, Places places) {
    this.places = places;
    this.slice = new LossSlice(program, places);
    this.flow = new GradientFlow(program);
    this.movable = new Movable(program, places);
    this.effects = new Effects(program.project());
  }

  /** The backward pass, or the branch around it in front of which its loss is computed. */
  Node of(Node backward, Node loss, List<Node> zeroGrads) throws Refusal {
    boolean inline = Call.in(loss).findAny().isPresent();
    Optional<Node> place = Optional.of(backward).filter(b -> !inline);
    while (place.isPresent()) {
      Node here = place.get();
      List<Node> needed =
          slice.before(Statements.siblings(here), here, flow.names(loss), zeroGrads);
      if (!needed.isEmpty()) {
        requireOnly(here, backward);
        return here;
      }
      place = StepPlan.outerBranch(here);
    }
    return backward;
  }

  /** No other backward pass stands in the branch: it could start from the same loss. */
  private void requireOnly(Node place, Node backward) throws Refusal {
    boolean other =
        places.statements(Construct.BACKWARD).anyMatch(b -> b != backward && place.contains(b));
    Refusal.unless(place == backward || !other, Reasons.LOSS_ELSEWHERE);
  }

  /**
   * Whether gradients flow into what is computed in the block of a place, from statements in front
   * of that block.
   */
  boolean isFedFromOutside(Node place, List<Node> parts, Node optimizer, List<Node> zeroGrads) {
    Set<String> needed = new LinkedHashSet<>();
    Set<String> read = new LinkedHashSet<>();
    List<Node> inner = new ArrayList<>(parts);
    parts.forEach(part -> needed.addAll(flow.names(part)));
    inner.addAll(slice.before(Statements.siblings(place), place, needed, zeroGrads));
    for (Node outer : Statements.inFunction(place).takeWhile(n -> !Statements.isLoop(n)).toList()) {
      if (outer.is(GradientFlow.BRANCHES)) {
        inner.forEach(s -> read.addAll(flow.values(s)));
        Set<String> reached = Set.copyOf(needed);
        inner = slice.before(Statements.siblings(outer), outer, needed, zeroGrads);
        boolean fed =
            flow.flowing(inner, optimizer).stream()
                .filter(name -> Members.isOwn(name) || reached.contains(name))
                .anyMatch(name -> Members.overlap(Set.of(name), read));
        if (fed) {
          return true;
        }
      }
    }
    return false;
  }

  /** The {@code if} that a pass stands in a branch of. */
  static Node choiceAround(Node backward) throws Refusal {
    return StepPlan.outerBranch(backward)
        .filter(outer -> Statements.branch(outer, backward).isPresent())
        .orElseThrow(() -> new Refusal(Reasons.LOSS_ELSEWHERE));
  }

  /**
   * The statements in front of a pass, in its own branch, that its loss needs, and what reads the
   * values that they make.
   */
  List<Node> inBranch(Node backward, Node loss, List<Node> zeroGrads) throws Refusal {
    List<Node> suite = Statements.siblings(backward);
    List<Node> needed = new ArrayList<>(slice.before(suite, backward, flow.names(loss), zeroGrads));
    Set<String> made = new LinkedHashSet<>();
    needed.forEach(s -> made.addAll(effects.assigned(s)));
    suite.stream()
        .filter(s -> !needed.isEmpty() && needed.get(needed.size() - 1).end() <= s.start())
        .filter(s -> s.end() <= backward.start())
        .filter(s -> effects.reads(s).anyMatch(n -> made.contains(n.text())))
        .reduce((earlier, later) -> later)
        .ifPresent(needed::add);
    List<Node> late = LossSlice.whole(suite, needed, zeroGrads);
    movable.requireAll(late);
    return late;
  }
}
