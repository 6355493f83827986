package dev.lockstep.config.convert;

import dev.lockstep.config.Api;
import dev.lockstep.config.Definition;
import dev.lockstep.config.GroupDefinition;
import dev.lockstep.config.PetDefinition;
import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.config.StepDefinition;
import dev.lockstep.config.TensorValue;
import dev.lockstep.config.print.Resolved;
import dev.lockstep.config.schedule.RateForm;
import dev.lockstep.config.schedule.When;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.Difference;
import dev.lockstep.mapping.RecordedOption;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Settings;
import dev.lockstep.mapping.Signatures;
import dev.lockstep.mapping.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Converts a definition from one framework to another, exactly or not at all.
 *
 * <p>Rates that move are written as a schedule of the other framework if one has the same float32
 * rates at every step, else as the list of all rates, for torch and OneFlow as a {@code LambdaLR}
 * over a table. MegEngine has no such scheduler.
 *
 * <p>Threads: one conversion is one caller's.
 */
public final class Converter {
  /** Frameworks between which no card leads. */
  private static final Set<String> TORCH_LIKE = Set.of("oneflow", "megengine");

  private final Definition source;
  private final String framework;
  private final int steps;
  private final List<Note> notes = new ArrayList<>();

  private Converter(Definition source, String framework, int steps) {
    this.source = JobRates.constant(Resolved.of(source));
    this.framework = framework;
    this.steps = steps;
  }

  /**
   * Converts a definition that was checked.
   *
   * @param source the definition; it declares its parameters
   * @param framework torch, mindspore, oneflow or megengine; its own framework gives the definition
   *     as it is
   * @param steps how many steps a training has; 0 if that is not known, which refuses rates that
   *     move
   */
  public static Converted convert(Definition source, String framework, int steps) {
    if (source.framework().equals(framework)) {
      return new Converted(List.of(source), List.of());
    }
    if (PetDefinition.is(source)) {
      return ofPet(source, framework, steps);
    }
    if (TORCH_LIKE.containsAll(List.of(source.framework(), framework))) {
      return byWayOfTorch(source, framework, steps);
    }
    Definition numbers = numbers(source);
    Converter converter = new Converter(numbers, framework, steps);
    return (numbers.equals(source) ? converter : converter.noted()).converted();
  }

  /** The definition with the numbers of tensors in their place. */
  private static Definition numbers(Definition source) {
    List<GroupDefinition> groups =
        source.groups().stream()
            .map(g -> new GroupDefinition(g.params(), g.orderParams(), numbers(g.options())))
            .toList();
    return source.withOptions(numbers(source.options())).withGroups(groups);
  }

  private static Map<String, @Nullable Object> numbers(Map<String, @Nullable Object> options) {
    Map<String, @Nullable Object> numbers = new LinkedHashMap<>();
    options.forEach((name, value) -> numbers.put(name, TensorValue.number(value)));
    return numbers;
  }

  private Converter noted() {
    notes.add(
        Note.of(
            "tensor-as-number",
            "An option that is a tensor in torch is its number here; torch rounds what it computes"
                + " with a tensor to the tensor's type, so last bits may differ.",
            "torch 中以张量给出的选项在此写成数值；torch 会把与张量的运算结果舍入到该张量的类型，因此末位可能不同。"));
    return this;
  }

  /** Cards lead from each to torch and from torch to each. */
  private static Converted byWayOfTorch(Definition source, String framework, int steps) {
    Converted torch = convert(source, "torch", steps);
    if (torch.definitions().size() != 1) {
      return new Converted(List.of(), torch.notes());
    }
    Converted there = convert(torch.definitions().get(0), framework, steps);
    List<Note> notes = new ArrayList<>(torch.notes());
    notes.addAll(there.notes());
    return new Converted(there.definitions(), notes);
  }

  /** Pet trains with torch's optimizers: the same training as torch's, and from there on. */
  private static Converted ofPet(Definition source, String framework, int steps) {
    Definition torch = PetDefinition.torch(source);
    Converted converted = convert(torch, framework, steps);
    List<Note> notes = new ArrayList<>();
    notes.add(
        Note.of(
            "pet-as-torch",
            "Pet's optimizer is torch's with a group a parameter: groups of equal rate and decay are"
                + " one; its scheduler is a LambdaLR, to be stepped after each iteration.",
            "Pet 的优化器就是每个参数一组的 torch 优化器：学习率与权重衰减相同的组合并为一组；其调度器写成" + " LambdaLR，每次迭代后调用一次 step。"));
    notes.addAll(converted.notes());
    return new Converted(converted.definitions(), notes);
  }

  private Converted converted() {
    Optional<StepDefinition> step = new StepConverter(framework, notes).convert(source.step());
    return step.isPresent() ? converted(step.get()) : new Converted(List.of(), notes);
  }

  private Converted converted(StepDefinition step) {
    Converted whole = withoutStep();
    if (whole.definitions().size() > 1 && StepConverter.isShared(source.step())) {
      return refused(
          "split-step",
          "The optimizer becomes several, which cannot share a norm of all gradients or a loss"
              + " scale.",
          "优化器被拆成多个，它们无法共用全部梯度的范数或同一个损失缩放。");
    }
    List<Definition> all = whole.definitions().stream().map(d -> d.withStep(step)).toList();
    return new Converted(all, whole.notes());
  }

  private Converted withoutStep() {
    String api = Api.fullName(source.framework(), source.api());
    Optional<RecordedSignature> signature = Signatures.find(api, source.version());
    if (signature.isEmpty()) {
      return refused(
          "unknown", "No signature of " + api + " is recorded.", "没有记录 " + api + " 的签名。");
    }
    if (source.parameters().isEmpty()) {
      return refused(
          "no-parameters",
          "The definition declares no parameters, whose names and shapes decide here; add"
              + " parameters: [{name: fc.weight, shape: [10, 4], kind: linear}].",
          "定义没有声明参数，而转换取决于参数的名字和形状；请加上"
              + " parameters: [{name: fc.weight, shape: [10, 4], kind: linear}]。");
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
    if (!isDynamic(parts)) {
      return convert(api, signature.get(), parts, Optional.empty());
    }
    if (steps < 1) {
      return refused(
          "moving-rates",
          "The rates or weight decays move: say how many steps a training has (--steps N).",
          "学习率或权重衰减会变化：请给出训练步数（--steps N）。");
    }
    MovingRates moving = new MovingRates(source, framework, steps);
    moving.near().ifPresent(notes::add);
    return convert(api, signature.get(), parts, Optional.of(moving));
  }

  private Converted convert(
      String api, RecordedSignature signature, List<Part> parts, Optional<MovingRates> moving) {
    String rate = rate(signature);
    List<Part> still =
        parts.stream().map(p -> moving.map(m -> m.still(p, rate)).orElse(p)).toList();
    // What a card says of a rate that moves, it says of a list.
    List<Part> judged =
        moving.isPresent() ? still.stream().map(p -> p.with(rate, List.of(1.0))).toList() : still;
    Optional<Card> card = card(api, signature, judged, moving.isPresent());
    if (card.isEmpty()) {
      return new Converted(List.of(), notes);
    }
    RecordedSignature target = Signatures.newest(card.get().to()).orElseThrow();
    List<Part> translated =
        still.stream()
            .map(p -> new Part(p.names(), convert(card.get(), p, signature, target)))
            .toList();
    Target writer = new Target(card.get().to(), source.parameters(), notes);
    return moving.isPresent()
        ? moved(writer, parts, translated, moving.get())
        : new Converted(writer.write(translated).stream().map(this::withEpochs).toList(), notes);
  }

  private static String rate(RecordedSignature signature) {
    return signature.options().stream()
        .filter(RecordedOption::isRate)
        .map(RecordedOption::name)
        .findFirst()
        .orElse("lr");
  }

  private static Map<String, @Nullable Object> convert(
      Card card, Part part, RecordedSignature from, RecordedSignature to) {
    return card.convert(Settings.of(part.options()), from, to);
  }

  /** Puts what moves back into the translated parts. */
  private Converted moved(
      Target writer, List<Part> parts, List<Part> translated, MovingRates moving) {
    List<Part> decayed = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Part part = translated.get(i);
      if (MovingRates.movesDecay(parts.get(i))) {
        if (!Double.valueOf(0.5).equals(part.options().get("weight_decay"))
            || writer.isNn()
            || TORCH_LIKE.contains(framework)) {
          return refused(
              "moving-decay",
              "The weight decay moves, and " + writer.api() + " has no way to say it exactly.",
              "权重衰减会变化，而 " + writer.api() + " 无法精确表达。");
        }
        part = part.with("weight_decay", decay(parts, i, moving));
      }
      decayed.add(part);
    }
    return switch (framework) {
      case "mindspore" -> listed(writer, parts, decayed, moving);
      case "megengine" -> withMilestones(writer, parts, decayed, moving);
      default -> scheduled(writer, parts, decayed, moving);
    };
  }

  /** What rates alone do not say: a metric decides, or the momentum moves with them. */
  private Optional<Converted> unsaid(Target writer, MovingRates moving) {
    if (moving.followsMetric()) {
      return Optional.of(
          refused(
              "rates-by-metric",
              "ReduceLROnPlateau goes by a metric of the training: no list or table has its rates.",
              "ReduceLROnPlateau 取决于训练中的指标：没有列表或表格能给出其学习率。"));
    }
    if (moving.movesMomentum()) {
      return Optional.of(
          refused(
              "moving-momentum",
              "The scheduler moves the momentum too, and "
                  + writer.api()
                  + " has no way to say it; with cycle_momentum: false it stays.",
              "该调度器还会改变动量，而 " + writer.api() + " 无法表达；设 cycle_momentum: false 则动量不变。"));
    }
    return Optional.empty();
  }

  private static Object decay(List<Part> parts, int part, MovingRates moving) {
    return MovingRates.isFunction(parts.get(part))
        ? Objects.requireNonNull(parts.get(part).options().get("weight_decay"))
        : moving.decay(parts, part);
  }

  private Converted listed(
      Target writer, List<Part> parts, List<Part> translated, MovingRates moving) {
    Optional<Converted> unsaid = unsaid(writer, moving);
    if (unsaid.isPresent()) {
      return unsaid.get();
    }
    List<Object> rates = moving.rates(parts);
    List<Part> whole = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      whole.add(translated.get(i).with("learning_rate", rates.get(i)));
    }
    return new Converted(writer.write(whole), notes);
  }

  private Converted scheduled(
      Target writer, List<Part> parts, List<Part> translated, MovingRates moving) {
    Optional<Definition> namesake = namesake(writer, parts, translated, moving);
    if (namesake.isPresent()) {
      return new Converted(List.of(namesake.get()), notes);
    }
    Optional<Converted> unsaid = unsaid(writer, moving);
    if (unsaid.isPresent()) {
      return unsaid.get();
    }
    Optional<RateForm.Stepped> own = moving.scheduler(parts);
    if (own.isPresent()) {
      List<Part> based = new ArrayList<>();
      for (int i = 0; i < parts.size(); i++) {
        List<Double> rates = own.get().baseRates();
        based.add(translated.get(i).with("lr", rates.get(rates.size() == 1 ? 0 : i)));
      }
      List<Definition> written = writer.write(based);
      if (written.size() == 1) {
        return new Converted(List.of(stepped(written.get(0), own.get())), notes);
      }
      notes.removeIf(note -> note.id().equals("split"));
    }
    List<Part> unit = translated.stream().map(part -> part.with("lr", 1.0)).toList();
    List<Definition> whole = new ArrayList<>();
    for (Definition written : writer.write(unit)) {
      whole.add(
          written.withSchedulers(List.of(moving.tables(parts, placesOf(written, translated)))));
    }
    return new Converted(whole, notes);
  }

  /** With the scheduler that a card names, if its rates are the same float32 numbers. */
  private Optional<Definition> namesake(
      Target writer, List<Part> parts, List<Part> translated, MovingRates moving) {
    Optional<SchedulerDefinition> scheduler =
        source.framework().equals("mindspore")
            ? Optional.empty()
            : SchedulerCards.of(source, framework);
    if (scheduler.isEmpty() || !parts.stream().allMatch(p -> p.options().get("lr") != null)) {
      return Optional.empty();
    }
    List<Part> based = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      based.add(translated.get(i).with("lr", parts.get(i).options().get("lr")));
    }
    List<Note> unsaid = new ArrayList<>();
    List<Definition> written = writer.telling(unsaid).write(based);
    return Optional.of(written.get(0))
        .filter(all -> written.size() == 1)
        .map(all -> withEpochs(all.withSchedulers(List.of(scheduler.get()))))
        .filter(moving::isPlayedBy);
  }

  /** MegEngine's one scheduler, or nothing. */
  private Converted withMilestones(
      Target writer, List<Part> parts, List<Part> translated, MovingRates moving) {
    return namesake(writer, parts, translated, moving)
        .map(definition -> new Converted(List.of(definition), notes))
        .orElseGet(
            () ->
                refused(
                    "only-milestones",
                    "MegEngine's only scheduler is MultiStepLR, which does not have these rates:"
                        + " set lr of its param_groups before each step.",
                    "MegEngine 只有 MultiStepLR 一种调度器，无法给出这些学习率：请在每步之前设置 param_groups 的 lr。"));
  }

  /** Which parts the groups of a definition are. */
  private static List<Integer> placesOf(Definition written, List<Part> parts) {
    List<Integer> places = new ArrayList<>();
    for (Part part : parts) {
      boolean here =
          written.parameters().stream().anyMatch(p -> p.name().equals(part.names().get(0)));
      if (here) {
        places.add(parts.indexOf(part));
      }
    }
    return places;
  }

  private Definition stepped(Definition written, RateForm.Stepped form) {
    Definition scheduled = written.withSchedulers(List.of(form.scheduler()));
    return form.when() == When.AFTER_EPOCH
        ? scheduled.withStepsPerEpoch(source.stepsPerEpoch())
        : scheduled;
  }

  /** The first card that keeps the numbers of every part without a rewrite. */
  private Optional<Card> card(
      String api, RecordedSignature signature, List<Part> parts, boolean moving) {
    List<Settings> all =
        parts.stream().map(p -> Settings.of(p.options()).over(signature.defaults())).toList();
    List<Card> cards = Cards.load().best(api, framework, all.get(0));
    for (Card card : cards) {
      boolean takesLists = !framework.equals("mindspore") || card.to().startsWith("mindspore.nn.");
      if ((takesLists || !moving) && all.stream().allMatch(s -> keeps(card, s))) {
        return Optional.of(card);
      }
    }
    explain(cards, all);
    return Optional.empty();
  }

  static boolean keeps(Card card, Settings settings) {
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
    boolean rate = RecordedOption.isRate(option.getKey());
    Object value = option.getValue();
    return (value instanceof Map<?, ?> && (rate || option.getKey().equals("weight_decay")))
        || (rate && value instanceof List<?>);
  }

  private Definition withEpochs(Definition definition) {
    return definition.withStepsPerEpoch(source.stepsPerEpoch());
  }
}
