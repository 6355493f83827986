package dev.lockstep.porter.rule;

import dev.lockstep.config.convert.JobRates;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.Outcome;
import dev.lockstep.mapping.PythonLiteral;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Settings;
import dev.lockstep.mapping.Text;
import dev.lockstep.porter.plan.Texts;
import dev.lockstep.porter.program.BoundCall;
import dev.lockstep.porter.program.OneFlowFacings;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What stands for an optimizer of a job function in a loop of one's own, by the cards. */
final class JobOptimizer {
  /** A rate that moves, as cards are asked about it. */
  private static final List<Double> MOVING = List.of(1.0);

  private final FilePort port;
  private final RecordedSignature signature;
  private final Map<String, @Nullable Object> settings = new HashMap<>();
  private final Set<String> symbolic = new HashSet<>();

  private JobOptimizer(FilePort port, RecordedSignature signature) {
    this.port = port;
    this.signature = signature;
  }

  /** The call to write, or why there is none. */
  static Text counterpart(FilePort port, RecordedSignature signature, Call call) {
    JobOptimizer optimizer = new JobOptimizer(port, signature);
    BoundCall bound = BoundCall.of(call, signature, port.program().flow());
    bound.given().forEach((name, argument) -> optimizer.read(name, argument.value()));
    return optimizer.text();
  }

  private void read(String name, Node value) {
    Value known = port.program().evaluator().value(value);
    if (name.equals(JobRates.RATE)) {
      settings.put(name, rate(value));
    } else if (known.constant().flatMap(JobOptimizer::plain).isPresent()) {
      settings.put(name, known.constant().orElseThrow());
    } else if (known.isCertainlyNone()) {
      settings.put(name, null);
    } else if (value.is("call")) {
      settings.put(name, value.text()); // clipping, a loss scale: given, whatever it says
    } else {
      symbolic.add(name);
    }
  }

  private static Optional<Object> plain(Object constant) {
    return constant instanceof Number || constant instanceof Boolean || constant instanceof String
        ? Optional.of(constant)
        : Optional.empty();
  }

  /** The number of {@code PiecewiseConstantScheduler([], [number])}; of anything else, a list. */
  private Object rate(Node value) {
    List<Node> origins = List.copyOf(port.program().flow().origins(value));
    return origins.size() == 1
        ? Call.of(origins.get(0)).flatMap(this::constant).map(Object.class::cast).orElse(MOVING)
        : MOVING;
  }

  private Optional<Double> constant(Call call) {
    boolean pieces =
        OneFlowFacings.jobApi(port.program(), call)
            .filter("PiecewiseConstantScheduler"::equals)
            .isPresent();
    Optional<Node> values = call.argument(1, "values").map(a -> a.value());
    boolean one = values.filter(v -> v.is("list") && v.children().size() == 1).isPresent();
    if (!pieces || !one || call.keyword("warmup").isPresent()) {
      return Optional.empty();
    }
    Value number = port.program().evaluator().value(values.get().children().get(0));
    return number.number().isPresent()
        ? Optional.of(number.number().getAsDouble())
        : Optional.empty();
  }

  private Text text() {
    Settings given = new Settings(settings, symbolic);
    Settings all = given.over(signature.defaults());
    Card card = Cards.load().best(signature.api(), port.options().to(), all).get(0);
    List<Outcome> outcomes = card.judge(all);
    Outcome outcome = outcomes.get(outcomes.size() - 1);
    boolean isOpen = outcomes.size() > 1 || card.isGenerated();
    if (isOpen || !outcome.verdict().keepsNumbers()) {
      return Texts.format(
          "its counterpart is %s (%s; explain %s)",
          "对应项为 %s（%s；explain %s）", card.to(), outcome.verdict(), card.id());
    }
    boolean moves = MOVING.equals(settings.get(JobRates.RATE));
    String call = call(card, given, moves);
    return moves
        ? Texts.format(
            "write %s, with a LambdaLR that looks the rate of each step up",
            "请写 %s，并用 LambdaLR 查取各步学习率", call)
        : Texts.format("write %s", "请写 %s", call);
  }

  private String call(Card card, Settings given, boolean moves) {
    Map<String, @Nullable Object> options = card.convert(given, signature, card.target());
    List<String> arguments = new ArrayList<>(List.of("params"));
    options.forEach(
        (name, value) ->
            arguments.add(
                name + "=" + PythonLiteral.of(moves && MOVING.equals(value) ? 1.0 : value)));
    return arguments.stream().collect(Collectors.joining(", ", card.to() + "(", ")"));
  }
}
