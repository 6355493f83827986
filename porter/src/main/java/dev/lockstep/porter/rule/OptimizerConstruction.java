package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.PythonLiteral;
import dev.lockstep.mapping.RecordedOption;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.RewriteStep;
import dev.lockstep.mapping.Signatures;
import dev.lockstep.mapping.Translation;
import dev.lockstep.porter.edit.ArgumentEdits;
import dev.lockstep.porter.edit.Rendering;
import dev.lockstep.porter.edit.Replacement;
import dev.lockstep.porter.plan.OptimizerPlan;
import dev.lockstep.porter.plan.OptimizerPlan.Lookup;
import dev.lockstep.porter.plan.TensorRate;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.Torch;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The construction of an optimizer: its class, its options, its parameters. */
public final class OptimizerConstruction implements Rule {
  @Override
  public void apply(FilePort port) {
    for (Facing facing : port.open(Construct.OPTIMIZER).toList()) {
      port.plans().optimizer(facing.node()).ifPresent(plan -> apply(port, plan));
    }
  }

  private void apply(FilePort port, OptimizerPlan plan) {
    Node node = plan.site().node();
    if (!plan.isPorted()) {
      port.refused(this, node, Construct.OPTIMIZER, plan.verdict(), plan.reason());
    } else if (plan.isUnsafe() && !port.options().unsafe()) {
      port.refused(
          this, node, Construct.OPTIMIZER, plan.verdict(), Sentences.needsUnsafe(plan.reason()));
    } else {
      new Construction(port, plan).rewrite();
      new Companions(port, plan).write();
      port.changed(
          this,
          node,
          Construct.OPTIMIZER,
          plan.verdict(),
          plan.reason(),
          plan.card().map(Card::id));
    }
  }

  /** The rewriting of one call. */
  private static final class Construction {
    private final FilePort port;
    private final OptimizerPlan plan;
    private final Card card;
    private final Call call;
    private final RecordedSignature target;
    private final Map<String, @Nullable Object> fixed = new LinkedHashMap<>();
    private final ArgumentEdits arguments;
    private final List<Node> added;
    private final Optional<RateListing> listing;
    private final Optional<String> unique;

    Construction(FilePort port, OptimizerPlan plan) {
      this.port = port;
      this.plan = plan;
      this.card = plan.card().orElseThrow();
      this.call = plan.site().call();
      this.target =
          Signatures.of(port.options().to(), port.options().toVersion())
              .find(card.to())
              .orElseGet(card::target);
      for (RewriteStep step : plan.rewrites()) {
        fixed.putAll(step.set());
      }
      this.arguments = new ArgumentEdits(call, port.edits());
      this.added = AddedGroup.given(port, plan.site());
      this.unique =
          Optional.of("torch_unique_names")
              .filter(n -> !port.options().to().equals(Torch.ROOT) && mayClash(port, plan, added))
              .map(n -> BroughtCode.function(port, n));
      this.listing = plan.rates().map(rates -> new RateListing(port, plan, rates));
    }

    /** Whether the parameters are of several models, whose names MindSpore does not tell apart. */
    private static boolean mayClash(FilePort port, OptimizerPlan plan, List<Node> added) {
      List<Facing> apart =
          added.isEmpty() ? port.plans().survey().addedGroups(plan.site()).toList() : List.of();
      return plan.groups().parameterCalls().stream()
              .filter(call -> apart.stream().noneMatch(group -> group.node().contains(call)))
              .flatMap(c -> Call.of(c).flatMap(Call::receiver).stream())
              .map(model -> Subjects.wholeModel(port, model))
              .distinct()
              .count()
          > 1;
    }

    private String rateName() {
      return listing.map(RateListing::name).orElseThrow();
    }

    void rewrite() {
      if (plan.site().chosen().isPresent()) {
        takeArguments();
        return;
      }
      if (card.isGenerated()) {
        String name = new BroughtClass(port, card).name();
        port.edits().replace(call.callee(), r -> named(r, name));
      } else if (plan.brought().isPresent()) {
        String name = BroughtCode.function(port, plan.brought().get());
        port.edits().replace(call.callee(), r -> named(r, name));
      } else {
        port.edits().replace(call.callee(), r -> r.name(card.to(), call.callee()));
      }
      listing.ifPresent(rates -> rates.insert(port.edits()));
      Set<String> written = new LinkedHashSet<>();
      plan.site().bound().given().forEach((option, argument) -> move(option, argument, written));
      Set<String> spread = plan.site().bound().spread().keySet();
      written.addAll(spread);
      call.arguments().stream()
          .filter(a -> a.kind() == Argument.Kind.DOUBLE_SPLAT)
          .filter(
              a ->
                  spread.stream()
                      .allMatch(
                          option -> card.source(option).stream().allMatch(m -> m.isDropped())))
          .forEach(arguments::remove);
      state(written);
      arguments.apply();
      plan.site().params().ifPresent(this::parameters);
    }

    /** A class that is chosen takes the arguments as they are. */
    private void takeArguments() {
      call.arguments().stream()
          .filter(a -> Cards.implementation(port.options().from()).contains(a.keyword()))
          .forEach(arguments::remove);
      arguments.apply();
      plan.site().params().ifPresent(this::parameters);
    }

    /** The class's name; what its base is called asks for the target's import. */
    private String named(Rendering rendering, String name) {
      rendering.name(card.to(), call.callee());
      return name;
    }

    /** Puts one argument of the source where it belongs. */
    private void move(String option, Argument argument, Set<String> written) {
      if (option.equals("params")) {
        written.add("params");
        return;
      }
      List<dev.lockstep.mapping.Argument> moves =
          card.source(option).stream().filter(a -> !a.isDropped()).toList();
      if (moves.isEmpty()) {
        arguments.remove(argument);
        return;
      }
      List<String> names = moves.stream().map(m -> m.to().orElseThrow()).toList();
      written.addAll(names);
      if (moves.size() == 1 && moves.get(0).from().size() > 1) {
        merge(option, argument, moves.get(0));
      } else if (moves.size() == 1 && plan.lookup().isPresent() && option.equals("learning_rate")) {
        keyword(argument, names.get(0));
        arguments.value(argument, Replacement.of("1.0"));
      } else if (moves.size() == 1 && isRate(option)) {
        rate(argument, names.get(0));
      } else if (moves.size() == 1 && fixed.containsKey(names.get(0))) {
        keyword(argument, names.get(0));
        arguments.value(argument, Replacement.of(PythonLiteral.of(fixed.get(names.get(0)))));
      } else if (moves.size() == 1 && option.equals("lr") && tensorRate().isPresent()) {
        keyword(argument, names.get(0));
        arguments.value(argument, r -> r.text(tensorRate().orElseThrow()));
      } else if (moves.size() == 1) {
        keyword(argument, names.get(0));
        convert(argument, moves.get(0));
      } else {
        split(argument, moves);
      }
    }

    /** Several options of the source make one of the target: {@code beta1} and {@code beta2}. */
    private void merge(String option, Argument argument, dev.lockstep.mapping.Argument move) {
      Map<String, Argument> given = plan.site().bound().given();
      String first = move.from().stream().filter(given::containsKey).findFirst().orElse(option);
      if (!option.equals(first)) {
        arguments.remove(argument);
        return;
      }
      Map<String, @Nullable Object> defaults = plan.site().bound().signature().defaults();
      port.edits()
          .replace(
              argument.node(),
              r -> {
                List<String> parts =
                    move.from().stream()
                        .map(
                            name ->
                                Optional.ofNullable(given.get(name))
                                    .map(a -> r.text(a.value()))
                                    .orElseGet(() -> PythonLiteral.of(defaults.get(name))))
                        .toList();
                return move.to().orElseThrow() + "=" + move.as().python(parts);
              });
    }

    private Optional<Node> tensorRate() {
      return TensorRate.number(plan.site(), port.program());
    }

    private boolean isRate(String option) {
      return option.equals("lr") && plan.rates().isPresent();
    }

    private void rate(Argument argument, String name) {
      keyword(argument, name);
      arguments.value(argument, Replacement.of(rateName()));
    }

    /** Keeps a positional argument where it is if the target takes the same ones up to there. */
    private void keyword(Argument argument, String name) {
      if (argument.kind() == Argument.Kind.KEYWORD || !keepsPosition(argument)) {
        arguments.rename(argument, name);
      }
    }

    private boolean keepsPosition(Argument argument) {
      List<String> positions =
          target.options().stream()
              .filter(o -> !o.keywordOnly())
              .map(RecordedOption::name)
              .toList();
      int last = call.arguments().indexOf(argument);
      for (int i = 0; i <= last; i++) {
        if (i >= positions.size() || !positions.get(i).equals(targetAt(i))) {
          return false;
        }
      }
      return true;
    }

    /** The option of the target that a positional argument of the source sets. */
    private String targetAt(int index) {
      Argument wanted = call.arguments().get(index);
      String option =
          plan.site().bound().given().entrySet().stream()
              .filter(e -> e.getValue().equals(wanted))
              .map(Map.Entry::getKey)
              .findFirst()
              .orElse("");
      List<dev.lockstep.mapping.Argument> moves = card.source(option);
      return moves.size() == 1 ? moves.get(0).to().orElse("") : option;
    }

    private void convert(Argument argument, dev.lockstep.mapping.Argument move) {
      String text = argument.value().text();
      String converted = move.as().python(List.of(text));
      if (!converted.equals(text)) {
        arguments.value(argument, r -> move.as().python(List.of(r.text(argument.value()))));
      }
    }

    /** One option of the source makes several of the target: {@code betas}. */
    private void split(Argument argument, List<dev.lockstep.mapping.Argument> moves) {
      port.edits()
          .replace(
              argument.node(),
              r -> {
                String text = r.text(argument.value());
                return String.join(
                    ", ",
                    moves.stream()
                        .map(m -> m.to().orElseThrow() + "=" + m.as().python(List.of(text)))
                        .toList());
              });
    }

    /** Writes what the source leaves to a default that is another one on the target's side. */
    private void state(Set<String> written) {
      Translation translation = new Translation(card, plan.site().bound().signature(), target);
      for (RecordedOption option : target.settings()) {
        if (written.contains(option.name())) {
          continue;
        }
        Optional<dev.lockstep.mapping.Argument> from = card.target(option.name());
        if (plan.rates().isPresent() && from.filter(a -> a.from().contains("lr")).isPresent()) {
          arguments.add(Replacement.of(option.name() + "=" + rateName()));
        } else if (fixed.containsKey(option.name())) {
          addUnlessDefault(option, fixed.get(option.name()));
        } else if (from.isPresent() && translation.mustState(from.get())) {
          addDefault(option, from.get());
        }
      }
    }

    private void addUnlessDefault(RecordedOption option, @Nullable Object value) {
      if (!option.isDefault(value)) {
        String text = option.name() + "=" + PythonLiteral.of(option.coerce(value));
        arguments.add(Replacement.of(text));
      }
    }

    private void addDefault(RecordedOption option, dev.lockstep.mapping.Argument from) {
      Map<String, @Nullable Object> defaults = plan.site().bound().signature().defaults();
      List<@Nullable Object> values =
          from.from().stream().<@Nullable Object>map(defaults::get).toList();
      Object value = from.isConstant() ? from.constant() : from.as().apply(values);
      arguments.add(Replacement.of(option.name() + "=" + PythonLiteral.of(option.coerce(value))));
    }

    /** What is optimized, with names that are not used twice. */
    private String named(String params) {
      return unique.map(name -> name + "(" + params + ")").orElse(params);
    }

    /** What is optimized, as a group. */
    private String group(Rendering r, Argument params) {
      String text = r.text(params.value());
      boolean once = unique.isEmpty() && OneTimeIterables.mayBe(port, params.value());
      return "{\"params\": " + (once ? "list(" + text + ")" : text) + "}";
    }

    private void parameters(Argument params) {
      if (!added.isEmpty()) {
        arguments.value(params, r -> withGroups(r, params));
      } else if (plan.exemptModel().isPresent()) {
        String groups = BroughtCode.function(port, "mindspore_decay_groups");
        arguments.value(params, r -> groups + "(" + plan.exemptModel().get() + ")");
      } else if (plan.checkedGroups() && plan.lookup().filter(Lookup.GROUPS::equals).isEmpty()) {
        String groups = BroughtCode.function(port, "mindspore_groups");
        arguments.value(params, r -> groups + "(" + r.text(params.value()) + ")");
      } else if (plan.explicitGroup()) {
        arguments.value(params, r -> named("[" + group(r, params) + "]"));
      } else if (unique.isPresent()) {
        arguments.value(params, r -> named(r.text(params.value())));
      }
    }

    private String withGroups(Rendering r, Argument params) {
      String more = added.stream().map(r::text).collect(Collectors.joining(", "));
      return plan.groups().groups().isEmpty()
          ? named("[" + group(r, params) + ", " + more + "]")
          : named(r.text(params.value()) + " + [" + more + "]");
    }
  }
}
