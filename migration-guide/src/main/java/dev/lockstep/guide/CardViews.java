package dev.lockstep.guide;

import dev.lockstep.guide.CardView.ArgumentView;
import dev.lockstep.guide.CardView.CaseView;
import dev.lockstep.guide.CardView.DifferenceLink;
import dev.lockstep.guide.CardView.StepView;
import dev.lockstep.guide.CardView.WitnessView;
import dev.lockstep.mapping.Argument;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Case;
import dev.lockstep.mapping.Condition;
import dev.lockstep.mapping.Conversion;
import dev.lockstep.mapping.Difference;
import dev.lockstep.mapping.PythonLiteral;
import dev.lockstep.mapping.RecordedOption;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.RewriteStep;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.mapping.Witness;
import dev.lockstep.mapping.rewrite.Rewrites;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Puts cards into words. */
final class CardViews {
  private final Facts facts;
  private final Words words;
  private final Formulas formulas;
  private final Charts charts;

  CardViews(Facts facts, Words words) {
    this.facts = facts;
    this.words = words;
    this.formulas = new Formulas(words, facts.formulas());
    this.charts = new Charts(words);
  }

  /** A card as a section. */
  CardView of(Card card) {
    Verdict verdict = card.worst(Facts.defaults(card.from()));
    List<Formulas.View> both = new ArrayList<>(formulas.of(card.from()));
    both.addAll(formulas.of(card.to()));
    return new CardView(
        card.id(),
        card.from(),
        card.to(),
        link(card.to()),
        verdict.name(),
        words.of(verdict.text()),
        words.of(card.evidence().text()),
        card.cost().map(words::of).orElse(""),
        card.cases().stream().map(row -> view(row, card.cases().size() == 1)).toList(),
        card.rewrites().stream().map(this::rewrite).toList(),
        Rewrites.classFor(card).map(Highlight.PYTHON::block).orElse(""),
        both,
        card.arguments().stream().map(argument -> view(card, argument)).toList(),
        links(card.always()),
        facts.witnesses().of(card).stream().map(witness -> view(card, witness)).toList(),
        card.notes().stream().map(words::of).toList());
  }

  /** The formula of one API, or none. */
  List<Formulas.View> formula(String api) {
    return formulas.of(api);
  }

  /** The name of an API, with a link to its page if it has one. */
  String link(String api) {
    return facts.hasPage(api)
        ? "<a href=\"/api/%s.html\"><code>%s</code></a>".formatted(api, api)
        : "<code>" + api + "</code>";
  }

  private CaseView view(Case row, boolean alone) {
    String when = alone && row.when().isEmpty() ? words.of("whatever") : conditions(row.when());
    return new CaseView(row.verdict().name(), when, links(row.differences()));
  }

  private List<DifferenceLink> links(List<String> ids) {
    List<DifferenceLink> links = new ArrayList<>();
    for (String id : ids) {
      String text = facts.cards().difference(id).map(Difference::text).map(words::of).orElse("");
      links.add(new DifferenceLink(id, text));
    }
    return links;
  }

  private String rewrite(RewriteStep step) {
    String what = words.of(step.make().text());
    return step.when().isEmpty() ? what : conditions(step.when()) + words.of("colon") + what;
  }

  private String conditions(Map<String, Condition> when) {
    if (when.isEmpty()) {
      return words.of("otherwise");
    }
    StringJoiner all = new StringJoiner(words.of("and"));
    when.forEach((name, condition) -> all.add(name + " " + words.of(condition.text())));
    return words.of("if", all);
  }

  private ArgumentView view(Card card, Argument argument) {
    String to = argument.to().orElse("");
    String left =
        argument.from().size() == 1
            ? defaultOf(Facts.signature(card.from()), argument.from().get(0))
            : "";
    String right = to.isEmpty() ? "" : defaultOf(Optional.of(card.target()), to);
    boolean both = !left.isEmpty() && !right.isEmpty() && argument.as() == Conversion.SAME;
    return new ArgumentView(
        String.join(", ", argument.from()),
        left,
        argument.isConstant() ? to + "=" + PythonLiteral.of(argument.constant()) : to,
        to.isEmpty() ? words.of("argument-dropped") : right,
        both && !sameDefault(card, argument.from().get(0), to),
        argument.as() == Conversion.SAME ? "" : argument.as().id());
  }

  /** Whether two options have the same default; a required one has none to differ. */
  private static boolean sameDefault(Card card, String from, String to) {
    Optional<RecordedOption> left = Facts.signature(card.from()).flatMap(s -> s.option(from));
    Optional<RecordedOption> right = card.target().option(to);
    return left.isEmpty()
        || right.isEmpty()
        || left.get().required()
        || right.get().required()
        || right.get().isDefault(left.get().defaultValue());
  }

  private String defaultOf(Optional<RecordedSignature> api, String option) {
    return api.flatMap(signature -> signature.option(option))
        .map(o -> o.required() ? words.of("required") : PythonLiteral.of(o.defaultValue()))
        .orElse("");
  }

  /** A witness with its chart. */
  WitnessView view(Card card, Witness witness) {
    List<StepView> steps = new ArrayList<>();
    String start = PythonLiteral.of(witness.start());
    steps.add(new StepView("0", "", start, start));
    for (int k = 0; k < witness.left().size(); k++) {
      steps.add(
          new StepView(
              Integer.toString(k + 1),
              PythonLiteral.of(witness.gradients().get(k)),
              PythonLiteral.of(witness.left().get(k)),
              k < witness.right().size() ? PythonLiteral.of(witness.right().get(k)) : "\u2013"));
    }
    return new WitnessView(
        card.from(),
        call(card.from(), witness.source()),
        card.to(),
        call(card.to(), witness.target()),
        steps,
        charts.of(witness, card));
  }

  private static String call(String api, Map<String, @Nullable Object> options) {
    StringJoiner all =
        new StringJoiner(", ", api.substring(api.lastIndexOf('.') + 1) + "(params, ", ")");
    options.forEach((name, value) -> all.add(name + "=" + PythonLiteral.of(value)));
    return all.toString();
  }
}
