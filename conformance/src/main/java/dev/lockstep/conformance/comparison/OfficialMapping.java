package dev.lockstep.conformance.comparison;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.lockstep.config.Api;
import dev.lockstep.config.Definition;
import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.PythonLiteral;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Settings;
import dev.lockstep.mapping.Signatures;
import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The vendors' tables of correspondences beside the cards: a verdict for every row. */
public final class OfficialMapping {
  private static final int STEPS = 24;
  private static final double RATE = 0.1;

  private final Cards cards = Cards.load();
  private final Map<String, Map<String, @Nullable Object>> schedules = schedules();

  /**
   * A row of an official table.
   *
   * @param branch of the documentation
   * @param torch the torch API, as it is written there
   * @param mindspore the MindSpore API
   * @param said the official verdict
   * @param page what its page says more: {@code same with default parameters}, {@code different
   *     algorithms}, {@code pairs T_max with total_step}; may be empty
   */
  public record Row(String branch, String torch, String mindspore, String said, String page) {
    private static final Pattern PAIRS = Pattern.compile("pairs (\\w+) with (\\w+)");

    /** Whether both are said to be the same, be it by an empty difference column. */
    boolean claimsEquality() {
      String text = said.toLowerCase(Locale.ROOT);
      return text.contains("consistent") || text.equals("(empty)") || page.startsWith("same");
    }

    /** Whether what is said contradicts a card: another algorithm, other pairs of arguments. */
    boolean contradicts(Card card) {
      Matcher pair = PAIRS.matcher(page);
      boolean wrongPair =
          pair.matches()
              && card.source(pair.group(1)).stream()
                  .noneMatch(a -> a.to().equals(Optional.of(pair.group(2))));
      return wrongPair || (page.equals("different algorithms") && worst(card).keepsNumbers());
    }
  }

  /**
   * What is found.
   *
   * @param row the row
   * @param verdict what the card says with the card's arguments and the source's defaults, or what
   *     a run with both defaults shows; empty if nothing is claimed
   * @param reason why, in a sentence
   * @param contradicts whether the table claims an equality that does not hold as it is written
   * @param witness the smallest numbers that show it; empty if it is no matter of numbers
   */
  public record Finding(
      Row row,
      Optional<Verdict> verdict,
      Text reason,
      boolean contradicts,
      Optional<Pair.Walk> witness) {}

  /** All rows, in the order of the tables. */
  public List<Finding> findings() {
    return read("official.tsv")
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t", -1))
        .map(
            cells ->
                new Row(cells[0], cells[1], cells[3], cells[4], cells.length > 5 ? cells[5] : ""))
        .map(this::finding)
        .toList();
  }

  private Finding finding(Row row) {
    Optional<RecordedSignature> torch = recorded(row.torch());
    Optional<RecordedSignature> mindspore = recorded(row.mindspore());
    if (torch.isEmpty() || mindspore.isEmpty()) {
      String gone = torch.isEmpty() ? row.torch() : row.mindspore();
      return unclaimed(row, text("no signature of %s is recorded", "没有记录 %s 的签名", gone));
    }
    String a = torch.get().api();
    String b = mindspore.get().api();
    Optional<Text> renamed =
        a.equals(row.torch())
            ? Optional.empty()
            : Optional.of(text(" torch's name is %s.", " torch 中的名称为 %s。", a));
    if (a.contains(".lr_scheduler.")) {
      return schedule(row, a, b);
    }
    if (Api.find(a).isEmpty() || Api.find(b).isEmpty()) {
      return carded(row, a, b);
    }
    boolean rated = needsRate(torch.get()) || needsRate(mindspore.get());
    Definition left = definition(a, options(torch.get(), rated));
    Definition right = definition(b, options(mindspore.get(), rated));
    try {
      return compared(row, Comparison.of(left, right, STEPS), renamed);
    } catch (IllegalArgumentException e) {
      return carded(row, a, b);
    }
  }

  private Finding compared(Row row, Comparison comparison, Optional<Text> renamed) {
    List<Text> found = new ArrayList<>();
    comparison.differences().forEach(id -> found.add(new Text(id, id)));
    comparison.settings().forEach(gap -> found.add(text(gap)));
    Text all =
        found.isEmpty()
            ? new Text("no difference", "没有差异")
            : found.stream().reduce((a, b) -> text("%s, %s", "%s，%s", a, b)).orElseThrow();
    Text defaults = text("With both defaults: %s.", "两侧均取缺省值时：%s。", all);
    Text reason =
        comparison
            .card()
            .map(
                c ->
                    text(
                        "With the arguments of %s: %s. %s",
                        "按 %s 的参数对应：%s。%s", c.id(), worst(c), defaults))
            .orElse(defaults);
    boolean wrong = !comparison.verdict().map(Verdict::keepsNumbers).orElse(true);
    return new Finding(
        row,
        comparison.verdict(),
        renamed.map(name -> text("%s%s", "%s%s", reason, name)).orElse(reason),
        (wrong && row.claimsEquality()) || comparison.card().map(row::contradicts).orElse(false),
        comparison.witness());
  }

  private static Text text(Comparison.Gap gap) {
    return text(
        "default of %s is %s, %s would correspond",
        "%s 的缺省值为 %s，与之对应的是 %s",
        gap.option(),
        PythonLiteral.of(gap.got()),
        PythonLiteral.of(gap.expected()));
  }

  /** Both languages at once; texts among the arguments in their language. */
  private static Text text(String en, String zh, Object... args) {
    return new Text(in("en", en, args), in("zh", zh, args));
  }

  private static String in(String language, String format, Object... args) {
    Object[] words =
        Arrays.stream(args)
            .map(arg -> arg instanceof Text text ? text.in(language) : arg)
            .toArray();
    return String.format(Locale.ROOT, format, words);
  }

  private static Verdict worst(Card card) {
    return card.worst(
        Settings.of(recorded(card.from()).map(RecordedSignature::defaults).orElse(Map.of())));
  }

  private Finding carded(Row row, String a, String b) {
    Map<String, @Nullable Object> defaults =
        recorded(a).map(RecordedSignature::defaults).orElse(Map.of());
    return carded(row, a, b, Settings.of(defaults));
  }

  private Finding carded(Row row, String a, String b, Settings settings) {
    Optional<Card> card =
        cards.from(a, "mindspore").stream().filter(c -> c.to().equals(b)).findFirst();
    if (card.isEmpty()) {
      return unclaimed(row, text("no card leads from %s to %s", "没有从 %s 到 %s 的卡片", a, b));
    }
    Verdict verdict = card.get().worst(settings);
    String ids = String.join(", ", card.get().differences());
    boolean wrong = !verdict.keepsNumbers() && row.claimsEquality();
    return new Finding(
        row,
        Optional.of(verdict),
        text("%s: %s", "%s：%s", card.get().id(), ids),
        wrong || row.contradicts(card.get()),
        Optional.empty());
  }

  private Finding schedule(Row row, String a, String b) {
    String name = a.substring(a.lastIndexOf('.') + 1);
    Map<String, @Nullable Object> args = schedules.get(name);
    if (args == null || !b.contains(".lr_scheduler.")) {
      return carded(row, a, b);
    }
    Map<String, @Nullable Object> own = without(args, name);
    Finding carded = carded(row, a, b, Settings.of(own));
    Map<String, @Nullable Object> options = Map.of("lr", RATE);
    Definition left =
        definition("torch.optim.SGD", options)
            .withSchedulers(List.of(new SchedulerDefinition(a, own)));
    Definition right =
        definition("mindspore.experimental.optim.SGD", options)
            .withSchedulers(List.of(new SchedulerDefinition(b, args)));
    double gap = new Pair(left, right).difference(STEPS);
    return new Finding(
        row,
        carded.verdict(),
        text(
            "%s; with %s SGD is %.1e apart after %s steps",
            "%s；参数为 %s 时，%4$s 步后 SGD 相差 %3$.1e", carded.reason(), own, gap, STEPS),
        carded.contradicts(),
        carded.witness());
  }

  /** torch's CyclicLR moves the momentum too unless it is told not to. */
  private static Map<String, @Nullable Object> without(
      Map<String, @Nullable Object> args, String name) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(args);
    if (name.equals("CyclicLR")) {
      all.put("cycle_momentum", false);
    }
    return all;
  }

  private static Finding unclaimed(Row row, Text reason) {
    return new Finding(row, Optional.empty(), reason, false, Optional.empty());
  }

  private static Definition definition(String api, Map<String, @Nullable Object> options) {
    return Definition.of(Card.framework(api), api, options, List.of());
  }

  private static boolean needsRate(RecordedSignature signature) {
    return signature.settings().stream().anyMatch(o -> o.required() && isRate(o.name()));
  }

  /** The rate, given to both sides where one of them has no default, and other required values. */
  private static Map<String, @Nullable Object> options(RecordedSignature signature, boolean rated) {
    Map<String, @Nullable Object> options = new LinkedHashMap<>();
    signature.settings().stream()
        .filter(option -> rated && isRate(option.name()))
        .forEach(option -> options.put(option.name(), RATE));
    return options;
  }

  private static boolean isRate(String option) {
    return option.equals("lr") || option.equals("learning_rate");
  }

  /** The signature of that name, whatever its letter case. */
  private static Optional<RecordedSignature> recorded(String api) {
    List<RecordedSignature> all = new ArrayList<>(Signatures.of(Card.framework(api), "").all());
    return all.stream().filter(s -> s.api().equalsIgnoreCase(api)).findFirst();
  }

  private static Map<String, Map<String, @Nullable Object>> schedules() {
    try {
      return new YAMLMapper().readValue(read("official-schedules.yaml"), new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(String name) {
    try (InputStream file =
        Objects.requireNonNull(OfficialMapping.class.getResourceAsStream(name))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
