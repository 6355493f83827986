package dev.lockstep.porter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.config.schedule.Conversion;
import dev.lockstep.config.schedule.Loop;
import dev.lockstep.config.schedule.RateForm;
import dev.lockstep.config.schedule.Timeline;
import dev.lockstep.config.schedule.When;
import dev.lockstep.core.DType;
import dev.lockstep.mapping.PythonLiteral;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Signatures;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.PythonFile;
import dev.lockstep.porter.python.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * What the porter writes for a schedule gives the rates of that schedule, in each step of several
 * epochs: both are played by the schedule simulator.
 */
class PortedSchedulesProperties {
  private static final String TORCH = "torch.optim.lr_scheduler.";
  private static final String NN = "mindspore.nn.";
  private static final double BASE = 0.1;
  private static final int EPOCHS = 6;
  private static final int STEPS = 3;
  private static final Loop LOOP = Loop.of(EPOCHS, STEPS);

  /**
   * Roundings of float32 between a Cell, or an experimental scheduler that multiplies its rate in
   * each step, and the doubles of torch: each operation may round once, a step has at most four.
   */
  private static final double ROUNDINGS = 4 * EPOCHS * STEPS;

  /** Schedulers that no literal argument describes: other schedulers, functions, a metric. */
  private static final Set<String> NOT_LITERAL =
      Set.of(
          "ChainedScheduler", "LambdaLR", "MultiplicativeLR", "ReduceLROnPlateau", "SequentialLR");

  /** Schedulers that become a class of the port, which computes what torch's does. */
  private static final Set<String> BROUGHT = Set.of("OneCycleLR", "CyclicLR");

  private static Arbitrary<Object> number(double least, double most) {
    return Arbitraries.integers()
        .between((int) Math.round(least * 1000), (int) Math.round(most * 1000))
        .map(thousandths -> thousandths / 1000.0);
  }

  private static Arbitrary<Object> whole(int least, int most) {
    return Arbitraries.integers().between(least, most).map(i -> (long) i);
  }

  private static Arbitrary<Object> truth() {
    return Arbitraries.of(true, false);
  }

  private static Arbitrary<Object> milestones() {
    return Arbitraries.longs()
        .between(1, EPOCHS * STEPS - 1)
        .set()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(set -> List.copyOf(new TreeSet<>(set)));
  }

  private static final Map<String, Map<String, Arbitrary<Object>>> OF_TORCH =
      Map.of(
          "StepLR", Map.of("step_size", whole(1, 4), "gamma", number(0.1, 1)),
          "MultiStepLR", Map.of("milestones", milestones(), "gamma", number(0.1, 1)),
          "ExponentialLR", Map.of("gamma", number(0.5, 1)),
          "ConstantLR", Map.of("factor", number(0.1, 1), "total_iters", whole(1, 9)),
          "LinearLR",
              Map.of(
                  "start_factor", number(0.1, 1),
                  "end_factor", number(0.1, 1),
                  "total_iters", whole(1, 9)),
          "PolynomialLR", Map.of("total_iters", whole(1, 30), "power", number(0.5, 2)),
          "CosineAnnealingLR", Map.of("T_max", whole(20, 30), "eta_min", number(0, 0.01)),
          "CosineAnnealingWarmRestarts",
              Map.of("T_0", whole(2, 5), "T_mult", whole(1, 2), "eta_min", number(0, 0.01)),
          "CyclicLR",
              Map.of(
                  "base_lr", number(0.01, 0.05),
                  "max_lr", number(0.06, 0.1),
                  "step_size_up", whole(2, 5),
                  "cycle_momentum", truth()),
          "OneCycleLR", Map.of("max_lr", number(0.1, 1), "total_steps", whole(30, 40)));

  private static Map<String, Arbitrary<Object>> listed(Map<String, Arbitrary<Object>> more) {
    Map<String, Arbitrary<Object>> all = new TreeMap<>(more);
    all.put("total_step", Arbitraries.just((long) EPOCHS * STEPS));
    all.put("step_per_epoch", whole(2, 4));
    return all;
  }

  private static final Map<String, Arbitrary<Object>> DECAY =
      Map.of("learning_rate", number(0.05, 0.2), "decay_rate", number(0.2, 1));

  private static Map<String, Arbitrary<Object>> with(
      Map<String, Arbitrary<Object>> some, Map<String, Arbitrary<Object>> more) {
    Map<String, Arbitrary<Object>> all = new TreeMap<>(some);
    all.putAll(more);
    return all;
  }

  private static final Map<String, Arbitrary<Object>> STEPWISE =
      with(DECAY, Map.of("decay_steps", whole(1, 20), "is_stair", truth()));

  private static final Map<String, Arbitrary<Object>> EPOCHWISE =
      listed(with(DECAY, Map.of("decay_epoch", whole(1, 6), "is_stair", truth())));

  private static final Map<String, Arbitrary<Object>> COSINE =
      Map.of("min_lr", number(0.001, 0.01), "max_lr", number(0.05, 0.2));

  private static final Map<String, Arbitrary<Object>> POLYNOMIAL =
      Map.of(
          "learning_rate", number(0.1, 0.2),
          "end_learning_rate", number(0.01, 0.05),
          "power", number(0.5, 2));

  private static final Map<String, Map<String, Arbitrary<Object>>> OF_MINDSPORE =
      Map.ofEntries(
          Map.entry("CosineDecayLR", with(COSINE, Map.of("decay_steps", whole(1, 20)))),
          Map.entry("ExponentialDecayLR", STEPWISE),
          Map.entry("NaturalExpDecayLR", STEPWISE),
          Map.entry("InverseDecayLR", STEPWISE),
          Map.entry("PolynomialDecayLR", with(POLYNOMIAL, Map.of("decay_steps", whole(1, 20)))),
          Map.entry(
              "WarmUpLR", Map.of("learning_rate", number(0.05, 0.2), "warmup_steps", whole(1, 20))),
          Map.entry("cosine_decay_lr", listed(with(COSINE, Map.of("decay_epoch", whole(1, 6))))),
          Map.entry("exponential_decay_lr", EPOCHWISE),
          Map.entry("natural_exp_decay_lr", EPOCHWISE),
          Map.entry("inverse_decay_lr", EPOCHWISE),
          Map.entry(
              "polynomial_decay_lr", listed(with(POLYNOMIAL, Map.of("decay_epoch", whole(1, 6))))),
          Map.entry(
              "warmup_lr",
              listed(Map.of("learning_rate", number(0.05, 0.2), "warmup_epoch", whole(1, 6)))),
          Map.entry(
              "piecewise_constant_lr",
              Map.of(
                  "milestone", Arbitraries.just(List.of(2L, 7L, (long) EPOCHS * STEPS)),
                  "learning_rates", Arbitraries.just(List.of(0.1, 0.05, 0.01)))));

  /** A schedule with its arguments. */
  record Schedule(String name, Map<String, Object> arguments) {
    String keywords() {
      return arguments.entrySet().stream()
          .map(e -> e.getKey() + "=" + PythonLiteral.of(e.getValue()))
          .collect(Collectors.joining(", "));
    }

    SchedulerDefinition definition(String prefix) {
      return new SchedulerDefinition(prefix + name, new LinkedHashMap<>(arguments));
    }
  }

  private static Arbitrary<Schedule> schedules(Map<String, Map<String, Arbitrary<Object>>> all) {
    return Arbitraries.of(new TreeMap<>(all).entrySet())
        .flatMap(entry -> schedule(entry.getKey(), new TreeMap<>(entry.getValue())));
  }

  private static Arbitrary<Schedule> schedule(String name, Map<String, Arbitrary<Object>> options) {
    List<String> names = List.copyOf(options.keySet());
    return Combinators.combine(List.copyOf(options.values()))
        .as(
            values -> {
              Map<String, Object> given = new LinkedHashMap<>();
              for (int i = 0; i < names.size(); i++) {
                given.put(names.get(i), values.get(i));
              }
              return new Schedule(name, given);
            });
  }

  @Provide
  Arbitrary<Schedule> ofTorch() {
    return schedules(OF_TORCH);
  }

  @Provide
  Arbitrary<Schedule> ofMindSpore() {
    return schedules(OF_MINDSPORE);
  }

  @Example
  void noScheduleIsLeftOut() {
    assertEquals(
        named("torch", TORCH), union(union(OF_TORCH.keySet(), NOT_LITERAL), Set.of()), "torch");
    assertEquals(named("mindspore", NN), new TreeSet<>(OF_MINDSPORE.keySet()), "MindSpore");
  }

  private static Set<String> named(String framework, String module) {
    return Signatures.of(framework, "").all().stream()
        .map(RecordedSignature::api)
        .filter(api -> api.startsWith(module))
        .map(api -> api.substring(module.length()))
        .filter(name -> name.matches("[A-Z]\\w*LR|[a-z]\\w*_lr|\\w+(Scheduler|Restarts|Plateau)"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> union(Set<String> some, Set<String> more) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(more);
    return all;
  }

  @Property
  void aScheduleOfTorchKeepsItsRates(@ForAll("ofTorch") Schedule schedule, @ForAll When when) {
    String script = torchScript(schedule, when);
    FileReport port = port(script, PortOptions.torchToMindSpore());
    RateForm before = new RateForm.Stepped("torch", schedule.definition(""), List.of(BASE), when);
    Optional<RateForm> after = inMindSpore(parsed(port.ported()), when);

    assertTrue(after.isPresent(), port::ported);
    assertSame(before, after.get(), port);
  }

  @Property
  void aScheduleOfMindSporeKeepsItsRates(@ForAll("ofMindSpore") Schedule schedule) {
    String script =
        """
        from mindspore import nn

        model = nn.Dense(2, 1)
        optimizer = nn.Momentum(model.trainable_params(), nn.%s(%s), 0.9)
        """
            .formatted(schedule.name(), schedule.keywords());
    PortOptions there = PortOptions.torchToMindSpore();
    FileReport port = port(script, new PortOptions(there.to(), "", there.from(), "", false));
    RateForm before = new RateForm.Calls(List.of(schedule.definition("nn.")));

    assertSame(before, inTorch(parsed(port.ported())), port);
  }

  private static String torchScript(Schedule schedule, When when) {
    String epoch = "    scheduler.step()\n";
    String step = "        scheduler.step()\n";
    return "import torch\n\n"
        + "model = torch.nn.Linear(2, 1)\n"
        + "optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)\n"
        + "scheduler = torch.optim.lr_scheduler.%s(optimizer, %s)\n"
            .formatted(schedule.name(), schedule.keywords())
        + "for epoch in range(%s):\n".formatted(EPOCHS)
        + (when == When.BEFORE_EPOCH ? epoch : "")
        + "    for batch in range(%s):\n".formatted(STEPS)
        + "        optimizer.zero_grad()\n"
        + "        loss = model(data).sum()\n"
        + "        loss.backward()\n"
        + (when == When.BEFORE_STEP ? step : "")
        + "        optimizer.step()\n"
        + (when == When.AFTER_STEP ? step : "")
        + (when == When.AFTER_EPOCH ? epoch : "");
  }

  private static FileReport port(String script, PortOptions options) {
    return new Porter(options).port(List.of(Source.of("script.py", script))).files().get(0);
  }

  private static Node parsed(String text) {
    return PythonFile.parse(Source.of("port.py", text)).root();
  }

  /** A list of rates, or an experimental scheduler that is stepped where torch's was. */
  private static Optional<RateForm> inMindSpore(Node port, When when) {
    PythonNumbers numbers = new PythonNumbers();
    numbers.run(port);
    Optional<Call> scheduler =
        Call.in(port)
            .filter(c -> c.callee().text().startsWith("mindspore.experimental.optim.lr_scheduler."))
            .findFirst();
    Optional<RateForm> brought =
        Call.in(port)
            .filter(c -> c.name().startsWith("Torch") && BROUGHT.contains(c.name().substring(5)))
            .map(c -> (RateForm) likeTorch(c, numbers, when))
            .findFirst();
    if (brought.isPresent()) {
      return brought;
    }
    if (scheduler.isPresent()) {
      return Optional.of(
          new RateForm.Stepped(
              "mindspore",
              new SchedulerDefinition(scheduler.get().name(), arguments(scheduler.get(), numbers)),
              List.of(BASE),
              when));
    }
    return port.descendants("list_comprehension")
        .findFirst()
        .map(list -> new RateForm.Lists(List.of(rates(numbers.value(list)))));
  }

  /** The class itself is run beside torch's by the live scripts; here its arguments are read. */
  private static RateForm likeTorch(Call call, PythonNumbers numbers, When when) {
    String name = call.name().substring(5);
    return new RateForm.Stepped(
        "torch", new SchedulerDefinition(name, arguments(call, numbers)), List.of(BASE), when);
  }

  private static Map<String, Object> arguments(Call call, PythonNumbers numbers) {
    Map<String, Object> given = new LinkedHashMap<>();
    for (Argument argument : call.arguments()) {
      if (!argument.keyword().isEmpty()) {
        given.put(argument.keyword(), whole(argument.value(), numbers.value(argument.value())));
      }
    }
    return given;
  }

  /** Options that are written as whole numbers are whole. */
  private static Object whole(Node written, Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(each -> (Object) (long) PythonNumbers.number(each)).toList();
    }
    return written.is("integer") ? (Object) (long) PythonNumbers.number(value) : value;
  }

  private static List<Double> rates(Object list) {
    return PythonNumbers.list(list).stream().map(PythonNumbers::number).toList();
  }

  /** What LambdaLR is given, as a table; it is stepped after each step of the optimizer. */
  private static RateForm inTorch(Node port) {
    PythonNumbers numbers = new PythonNumbers();
    numbers.run(port);
    Call lambda = Call.in(port).filter(c -> c.name().equals("LambdaLR")).findFirst().orElseThrow();
    PythonNumbers.Function rate =
        (PythonNumbers.Function) numbers.value(lambda.arguments().get(1).value());
    List<Double> table = new ArrayList<>();
    for (int step = 0; step <= LOOP.steps(); step++) {
      table.add(PythonNumbers.number(rate.apply(List.of((double) step))));
    }
    Map<String, Object> functions =
        Map.of("lr_lambda", List.of(Map.of("fn", "table", "values", table)));
    return new RateForm.Stepped(
        "torch", new SchedulerDefinition("LambdaLR", functions), List.of(1.0), When.AFTER_STEP);
  }

  /** Equal in float32 where the port says EXACT, else apart by the roundings of float32. */
  private static void assertSame(RateForm before, RateForm after, FileReport port) {
    Timeline left = before.play(LOOP);
    boolean exact =
        new HashSet<>(port.decisions())
            .stream()
                .filter(d -> d.construct() == dev.lockstep.porter.program.Construct.SCHEDULER)
                .allMatch(d -> d.verdict() == dev.lockstep.mapping.Verdict.EXACT);
    double tolerance = exact ? 0 : ROUNDINGS * Conversion.ROUNDING * left.largestRate();

    var apart = left.firstDifference(after.play(LOOP), DType.F32, tolerance);

    assertTrue(apart.isEmpty(), () -> apart.orElseThrow() + "\n" + port.ported());
  }
}
