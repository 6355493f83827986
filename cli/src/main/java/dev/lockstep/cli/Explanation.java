package dev.lockstep.cli;

import dev.lockstep.config.Unsupported;
import dev.lockstep.mapping.Argument;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.Case;
import dev.lockstep.mapping.Condition;
import dev.lockstep.mapping.Difference;
import dev.lockstep.mapping.Formula;
import dev.lockstep.mapping.PythonLiteral;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.RewriteStep;
import dev.lockstep.mapping.Settings;
import dev.lockstep.mapping.ShownWitness;
import dev.lockstep.mapping.Signatures;
import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Witness;
import dev.lockstep.mapping.Witnesses;
import dev.lockstep.mapping.rewrite.Rewrites;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Cards, APIs and differences as lines of text. */
final class Explanation {
  private final Cards cards;
  private final List<Signatures> releases;
  private final Messages messages;
  private final Witnesses witnesses = Witnesses.load();

  Explanation(Cards cards, List<Signatures> releases, Messages messages) {
    this.cards = cards;
    this.releases = releases;
    this.messages = messages;
  }

  /** Full names of all recorded APIs. */
  List<String> names() {
    return releases.stream().flatMap(r -> r.all().stream()).map(RecordedSignature::api).toList();
  }

  /** The APIs of that full name, or of that end of a name whatever its letter case. */
  List<RecordedSignature> apis(String name) {
    List<RecordedSignature> all = releases.stream().flatMap(r -> r.all().stream()).toList();
    Optional<RecordedSignature> full = all.stream().filter(s -> s.api().equals(name)).findFirst();
    String end = "." + name.toLowerCase(Locale.ROOT);
    return full.isPresent()
        ? List.of(full.get())
        : all.stream().filter(s -> s.api().toLowerCase(Locale.ROOT).endsWith(end)).toList();
  }

  /** An API: its call, its formula or why Lockstep has none, and where cards lead from it. */
  List<String> of(RecordedSignature api) {
    List<String> lines = new ArrayList<>();
    lines.add(release(api.api()) + ": " + api.call());
    Unsupported.reason(api.api())
        .ifPresent(reason -> lines.add(messages.text("explain.unsupported", reason)));
    formula(api.api()).forEach(line -> lines.add("  " + line));
    Settings defaults = Settings.of(api.defaults());
    for (String framework : List.of("torch", "mindspore", "oneflow", "megengine")) {
      List<Card> from = cards.best(api.api(), framework, defaults);
      if (!from.isEmpty()) {
        lines.add(messages.text("explain.leads-to", framework));
        lines.addAll(indented(table(from, defaults)));
      }
    }
    return lines;
  }

  private TextTable table(List<Card> from, Settings settings) {
    TextTable table =
        new TextTable(
            4,
            List.of(
                messages.text("explain.target"),
                messages.text("explain.verdict"),
                messages.text("explain.evidence"),
                messages.text("explain.card")));
    for (Card card : from) {
      table.add(
          List.of(card.to(), card.worst(settings).name(), in(card.evidence().text()), card.id()));
    }
    return table;
  }

  /** A difference: its sentence, the cards that show it, its witness. */
  List<String> of(Difference difference) {
    List<String> lines = new ArrayList<>();
    lines.add(difference.id() + ": " + in(difference.text()));
    List<String> shown =
        cards.all().stream()
            .filter(c -> c.differences().contains(difference.id()))
            .map(Card::id)
            .toList();
    lines.add(messages.text("explain.shown-by", String.join(", ", shown)));
    witnesses.of(difference, cards).ifPresent(witness -> lines.addAll(table(witness)));
    ShownWitness.of(difference)
        .ifPresent(seen -> seen.sides().forEach((name, side) -> lines.addAll(script(name, side))));
    return lines;
  }

  /** A script that shows a difference, and what it printed. */
  private List<String> script(String framework, ShownWitness.Side side) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(messages.text("explain.script", framework, side.version()));
    side.script().lines().forEach(line -> lines.add("  " + line));
    lines.add(messages.text("explain.prints"));
    side.prints().lines().forEach(line -> lines.add("  " + line));
    return lines;
  }

  /** A card: verdicts, rewrites, arguments, formulas, differences, alternatives. */
  List<String> of(Card card) {
    List<String> lines = new ArrayList<>();
    lines.add("%s: %s -> %s".formatted(card.id(), release(card.from()), release(card.to())));
    section(lines, "explain.verdict", verdicts(card));
    section(lines, "explain.rewrites", card.rewrites().stream().map(this::rewrite).toList());
    section(lines, "explain.arguments", arguments(card));
    section(lines, "explain.formulas", formulas(card));
    section(lines, "explain.class", generated(card));
    section(lines, "explain.differences", differences(card));
    section(lines, "explain.alternatives", alternatives(card));
    card.cost().ifPresent(cost -> section(lines, "explain.cost", List.of(in(cost))));
    section(lines, "explain.notes", card.notes().stream().map(this::in).toList());
    return lines;
  }

  /** The class that a port brings along, line by line; nothing if the target has one. */
  List<String> generated(Card card) {
    return Rewrites.classFor(card).stream().flatMap(String::lines).toList();
  }

  private void section(List<String> lines, String key, List<String> content) {
    if (!content.isEmpty()) {
      lines.add("");
      lines.add(messages.text(key));
      content.forEach(line -> lines.add("  " + line));
    }
  }

  private List<String> verdicts(Card card) {
    List<String> lines = new ArrayList<>();
    for (Case option : card.cases()) {
      String ids =
          option.differences().isEmpty() ? "" : ": " + String.join(", ", option.differences());
      lines.add("%-12s %s%s".formatted(option.verdict().name(), conditions(option.when()), ids));
    }
    lines.add(messages.text("explain.evidence-is", in(card.evidence().text())));
    return lines;
  }

  private String conditions(Map<String, Condition> when) {
    if (when.isEmpty()) {
      return messages.text("explain.otherwise");
    }
    StringJoiner all = new StringJoiner(messages.text("explain.and"));
    when.forEach((name, condition) -> all.add(name + " " + in(condition.text())));
    return messages.text("explain.if", all);
  }

  private String rewrite(RewriteStep step) {
    String what = in(step.make().text());
    return step.when().isEmpty() ? what : conditions(step.when()) + ": " + what;
  }

  private List<String> arguments(Card card) {
    TextTable table =
        new TextTable(
            5,
            List.of(
                card.from(),
                messages.text("explain.default"),
                card.to(),
                messages.text("explain.default"),
                ""));
    for (Argument argument : card.arguments()) {
      String to = argument.to().orElse("-");
      table.add(
          List.of(
              argument.isConstant() ? "-" : String.join(", ", argument.from()),
              argument.from().size() == 1 ? defaultOf(card.from(), argument.from().get(0)) : "",
              argument.isConstant() ? to + "=" + PythonLiteral.of(argument.constant()) : to,
              argument.to().map(name -> defaultOf(card.to(), name)).orElse(""),
              argument.as() == dev.lockstep.mapping.Conversion.SAME ? "" : argument.as().id()));
    }
    return card.arguments().isEmpty() ? List.of() : table.lines();
  }

  private String defaultOf(String api, String option) {
    return signature(api)
        .flatMap(s -> s.option(option))
        .map(o -> o.required() ? "-" : PythonLiteral.of(o.defaultValue()))
        .orElse("");
  }

  private List<String> formulas(Card card) {
    List<String> lines = new ArrayList<>();
    for (String api : List.of(card.from(), card.to())) {
      List<String> formula = formula(api);
      if (!formula.isEmpty()) {
        lines.add(api);
        formula.forEach(line -> lines.add("  " + line));
      }
    }
    return lines;
  }

  private List<String> formula(String api) {
    return Optional.ofNullable(Formula.shown().get(api))
        .map(formula -> formula.lines().stream().map(Formula.Line::toString).toList())
        .orElse(List.of());
  }

  private List<String> differences(Card card) {
    List<String> lines = new ArrayList<>();
    for (String id : card.differences()) {
      cards.difference(id).ifPresent(d -> lines.add(d.id() + ": " + in(d.text())));
    }
    for (Witness witness : witnesses.of(card)) {
      lines.addAll(table(witness));
    }
    return lines;
  }

  private List<String> table(Witness witness) {
    List<String> lines = new ArrayList<>();
    lines.add(
        messages.text("explain.witness", options(witness.source()), options(witness.target())));
    TextTable table =
        new TextTable(
            0,
            List.of(
                messages.text("explain.step"),
                messages.text("explain.gradient"),
                messages.text("explain.source"),
                messages.text("explain.target")));
    table.add(
        List.of("0", "", PythonLiteral.of(witness.start()), PythonLiteral.of(witness.start())));
    for (int k = 0; k < witness.left().size(); k++) {
      table.add(
          List.of(
              Integer.toString(k + 1),
              PythonLiteral.of(witness.gradients().get(k)),
              PythonLiteral.of(witness.left().get(k)),
              k < witness.right().size() ? PythonLiteral.of(witness.right().get(k)) : "-"));
    }
    lines.addAll(indented(table));
    return lines;
  }

  private static String options(Map<String, @Nullable Object> options) {
    StringJoiner all = new StringJoiner(", ");
    options.forEach((name, value) -> all.add(name + "=" + PythonLiteral.of(value)));
    return all.toString();
  }

  private List<String> alternatives(Card card) {
    Settings defaults =
        Settings.of(signature(card.from()).map(RecordedSignature::defaults).orElse(Map.of()));
    return cards.best(card.from(), card.targetFramework(), defaults).stream()
        .filter(other -> !other.id().equals(card.id()))
        .map(
            other ->
                "%s %s%s"
                    .formatted(
                        other.worst(defaults).name(),
                        other.id(),
                        other.cost().map(cost -> " (" + in(cost) + ")").orElse("")))
        .toList();
  }

  private Optional<RecordedSignature> signature(String api) {
    return releases.stream().flatMap(r -> r.find(api).stream()).findFirst();
  }

  /** The name with the release that its signature is of, if it is recorded. */
  private String release(String api) {
    return releases.stream()
        .filter(r -> r.find(api).isPresent())
        .map(r -> api + " " + r.version())
        .findFirst()
        .orElse(api);
  }

  private String in(Text text) {
    return text.in(messages.language());
  }

  private static List<String> indented(TextTable table) {
    return table.lines().stream().map(line -> "  " + line).toList();
  }
}
