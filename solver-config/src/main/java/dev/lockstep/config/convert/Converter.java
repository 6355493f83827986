package dev.lockstep.config.convert;

import dev.lockstep.config.Api;
import dev.lockstep.config.Definition;
import dev.lockstep.config.GroupDefinition;
import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.config.print.Resolved;
import dev.lockstep.config.schedule.Loop;
import dev.lockstep.config.schedule.Simulator;
import dev.lockstep.config.schedule.Timeline;
import dev.lockstep.config.schedule.When;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.Difference;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Settings;
import dev.lockstep.mapping.Signatures;
import dev.lockstep.mapping.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Converts a definition between torch and MindSpore, exactly or not at all.
 *
 * <p>Rates that move are played for the whole training and written as the list of all rates, for
 * torch as a {@code LambdaLR} over a table: the same float32 rates, whatever the schedule was.
 *
 * <p>Threads: one conversion is one caller's.
 */
public final class Converter {
  private final Definition source;
  private final String framework;
  private final int steps;
  private final List<Note> notes = new ArrayList<>();

  private Converter(Definition source, String framework, int steps) {
    this.source = Resolved.of(source);
    this.framework = framework;
    this.steps = steps;
  }

  /**
   * Converts a definition that was checked.
   *
   * @param source the definition; it declares its parameters
   * @param framework torch or mindspore; its own framework gives the definition as it is
   * @param steps how many steps a training has; 0 if that is not known, which refuses rates that
   *     move
   */
  public static Converted convert(Definition source, String framework, int steps) {
    if (source.framework().equals(framework)) {
      return new Converted(List.of(source), List.of());
    }
    return new Converter(source, framework, steps).converted();
  }

  private Converted converted() {
    String api = Api.fullName(source.framework(), source.api());
    Optional<RecordedSignature> signature =
        Signatures.of(source.framework(), source.version()).find(api);
    if (signature.isEmpty() || source.parameters().isEmpty()) {
      return refused(
          "unknown",
          "Only a recorded optimizer over declared parameters can be converted.",
          "只能转换已记录的优化器，且定义必须声明参数。");
    }
    List<Part> parts = Part.of(source);
    if (parts.size() > 1 && source.groups().isEmpty()) {
      notes.add(
          Note.of(
              "decay-exemption",
              "MindSpore does not decay parameters of a flat list whose names contain beta or"
                  + " gamma; that is a group without weight decay here.",
              "MindSpore 不对扁平列表中名字含 beta 或 gamma 的参数做权重衰减；此处写成权重衰减为 0 的组。"));
    }
    Optional<Timeline> moving = Optional.empty();
    if (isDynamic(parts)) {
      if (!canPlay(parts)) {
        return refused(
            "moving-rates",
            "The rates move: say how many steps a training has, with one group of rates a group of"
                + " parameters and a constant weight decay.",
            "学习率会变化：请给出训练步数；每个参数组须有自己的学习率，且权重衰减须为常数。");
      }
      moving = Optional.of(play());
    }
    return convert(api, signature.get(), parts, moving);
  }

  private Converted convert(
      String api, RecordedSignature signature, List<Part> parts, Optional<Timeline> moving) {
    String rate = signature.option("learning_rate").isPresent() ? "learning_rate" : "lr";
    List<Part> still = new ArrayList<>();
    for (Part part : parts) {
      still.add(moving.isPresent() ? part.with(rate, 1.0) : part);
    }
    Optional<Card> card = card(api, signature, still, moving.isPresent());
    if (card.isEmpty()) {
      return new Converted(List.of(), notes);
    }
    RecordedSignature target = Signatures.of(framework, "").find(card.get().to()).orElseThrow();
    List<Part> translated = new ArrayList<>();
    for (int i = 0; i < still.size(); i++) {
      Part part = still.get(i);
      Part other =
          new Part(
              part.names(), card.get().convert(Settings.of(part.options()), signature, target));
      translated.add(moving.isPresent() ? withRates(other, moving.get(), i) : other);
    }
    List<Definition> written =
        new Target(card.get().to(), source.parameters(), notes).write(translated);
    List<Definition> whole = new ArrayList<>();
    for (Definition definition : written) {
      whole.add(moving.isPresent() ? withTables(definition, moving.get()) : withEpochs(definition));
    }
    return new Converted(whole, notes);
  }

  /** The first card that keeps the numbers of every part without a rewrite. */
  private Optional<Card> card(
      String api, RecordedSignature signature, List<Part> parts, boolean moving) {
    List<Settings> all =
        parts.stream().map(p -> Settings.of(p.options()).over(signature.defaults())).toList();
    List<Card> cards = Cards.load().best(api, framework, all.get(0));
    for (Card card : cards) {
      boolean takesLists = framework.equals("torch") || card.to().startsWith("mindspore.nn.");
      if ((takesLists || !moving) && all.stream().allMatch(s -> keeps(card, s))) {
        return Optional.of(card);
      }
    }
    explain(cards, all);
    return Optional.empty();
  }

  private static boolean keeps(Card card, Settings settings) {
    return card.worst(settings).compareTo(Verdict.EQUIVALENT) <= 0
        && card.rewritesFor(settings).isEmpty();
  }

  private void explain(List<Card> cards, List<Settings> all) {
    Set<Note> reasons = new LinkedHashSet<>();
    for (Card card : cards) {
      for (Settings settings : all) {
        card.judge(settings).stream()
            .flatMap(outcome -> outcome.differences().stream())
            .map(Cards.load()::difference)
            .flatMap(Optional::stream)
            .map((Difference d) -> new Note(card.to() + ": " + d.id(), d.text()))
            .forEach(reasons::add);
        card.rewritesFor(settings)
            .forEach(
                step ->
                    reasons.add(new Note(card.to() + ": " + step.make().id(), step.make().text())));
      }
    }
    notes.addAll(reasons);
    if (reasons.isEmpty()) {
      refused(
          "no-counterpart",
          source.api() + " has no counterpart in " + framework + ".",
          source.api() + " 在 " + framework + " 中没有对应的优化器。");
    }
  }

  private Converted refused(String id, String en, String zh) {
    notes.add(Note.of(id, en, zh));
    return new Converted(List.of(), notes);
  }

  private boolean isDynamic(List<Part> parts) {
    return !source.schedulers().isEmpty()
        || parts.stream().flatMap(p -> p.options().entrySet().stream()).anyMatch(this::moves);
  }

  private boolean moves(Map.Entry<String, @Nullable Object> option) {
    boolean rate = option.getKey().equals("learning_rate") || option.getKey().equals("lr");
    Object value = option.getValue();
    return value instanceof Map<?, ?> || (rate && value instanceof List<?>);
  }

  private boolean canPlay(List<Part> parts) {
    boolean stillDecay =
        parts.stream().noneMatch(p -> p.options().get("weight_decay") instanceof Map<?, ?>);
    return steps > 0 && stillDecay && play().groups() == parts.size();
  }

  private Timeline play() {
    int epoch = source.stepsPerEpoch();
    When when = epoch > 0 ? When.AFTER_EPOCH : When.AFTER_STEP;
    return Simulator.of(source, when, e -> 1.0).run(Loop.ofSteps(steps, Math.max(1, epoch)));
  }

  private Part withRates(Part part, Timeline moving, int group) {
    return framework.equals("torch")
        ? part.with("lr", 1.0)
        : part.with("learning_rate", Arrays.stream(moving.rates(group)).boxed().toList());
  }

  /** Torch multiplies the rate, which is 1, by a table; the last entry stays. */
  private Definition withTables(Definition definition, Timeline moving) {
    if (!framework.equals("torch")) {
      return definition;
    }
    List<Object> tables = new ArrayList<>();
    for (int group = 0; group < moving.groups(); group++) {
      Map<String, Object> table = new LinkedHashMap<>();
      table.put("fn", "table");
      table.put("values", Arrays.stream(moving.rates(group)).boxed().toList());
      tables.add(table);
    }
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    args.put("lr_lambda", tables);
    return definition.withSchedulers(List.of(new SchedulerDefinition("LambdaLR", args)));
  }

  private Definition withEpochs(Definition definition) {
    List<GroupDefinition> groups = definition.groups();
    return new Definition(
        definition.framework(),
        "",
        definition.api(),
        definition.options(),
        definition.parameters(),
        groups,
        List.of(),
        source.stepsPerEpoch());
  }
}
