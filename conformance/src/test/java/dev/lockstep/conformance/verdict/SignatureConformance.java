package dev.lockstep.conformance.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.config.Api;
import dev.lockstep.config.StepApis;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.schedule.PerGroup;
import dev.lockstep.mapping.RecordedOption;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Signatures;
import dev.lockstep.oneflow.optim.lrscheduler.IntervalRescaling;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The facades have the names, order and defaults of the real constructors. */
class SignatureConformance {
  private static List<RecordedSignature> recorded() {
    List<RecordedSignature> all = new ArrayList<>();
    for (String framework : List.of("torch", "mindspore", "oneflow", "megengine")) {
      all.addAll(Signatures.of(framework, "").all());
    }
    all.addAll(Signatures.of("oneflow", "0.4").all()); // job functions
    return all;
  }

  @TestFactory
  List<DynamicTest> facadeHasTheRecordedSignature() {
    List<DynamicTest> tests = new ArrayList<>();
    for (RecordedSignature signature : recorded()) {
      Api.find(signature.api())
          .ifPresent(
              api -> tests.add(DynamicTest.dynamicTest(api.name(), () -> compare(signature, api))));
    }
    return tests;
  }

  private static void compare(RecordedSignature recorded, Api api) {
    List<String> own = api.signature().keys().stream().map(OptionKey::name).toList();
    List<RecordedOption> settings =
        recorded.settings().stream()
            .filter(option -> !isOfTheStep(api) || own.contains(option.name()))
            .toList();
    assertEquals(settings.stream().map(RecordedOption::name).toList(), own);
    Options defaults = api.signature().defaults();
    for (RecordedOption option : settings) {
      OptionKey<?> key = api.signature().key(option.name());
      Object ours = defaults.has(key) ? plain(defaults.get(key)) : null;
      boolean isCode = option.defaultValue() instanceof Map;
      assertTrue(
          isCode || same(option.defaultValue(), ours),
          () ->
              "%s: default of %s is %s, ours %s"
                  .formatted(api.name(), key, option.defaultValue(), ours));
    }
  }

  /** Clipping and scaling: without what only the framework needs, such as tensors and devices. */
  private static boolean isOfTheStep(Api api) {
    return Stream.of(StepApis.CLIPPING, StepApis.LOSS_SCALES)
        .flatMap(apis -> apis.entrySet().stream())
        .flatMap(e -> e.getValue().stream().map(name -> StepApis.fullName(e.getKey(), name)))
        .anyMatch(api.name()::equals);
  }

  /** A default as plain data: a record is its components, alone if it has one. */
  private static @Nullable Object plain(Object value) {
    if (value instanceof OptionalDouble number) {
      return number.isPresent() ? number.getAsDouble() : null;
    }
    if (value instanceof Optional<?> optional) {
      return optional.isPresent() ? plain(optional.get()) : null;
    }
    if (value instanceof PerGroup number && number.shared()) {
      return number.values().get(0);
    }
    if (value instanceof IntervalRescaling rescaling && rescaling.shared()) {
      return rescaling.at(0);
    }
    if (value instanceof Enum<?> constant) {
      return constant.toString();
    }
    if (!value.getClass().isRecord()) {
      return value;
    }
    List<@Nullable Object> parts = new ArrayList<>();
    Arrays.stream(value.getClass().getRecordComponents())
        .forEach(c -> parts.add(component(c, value)));
    return parts.size() == 1 ? parts.get(0) : parts;
  }

  private static @Nullable Object component(RecordComponent component, Object of) {
    try {
      return plain(component.getAccessor().invoke(of));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean same(@Nullable Object recorded, @Nullable Object ours) {
    if (recorded instanceof Number a && ours instanceof Number b) {
      return a.doubleValue() == b.doubleValue();
    }
    if (recorded instanceof List<?> a && ours instanceof List<?> b) {
      boolean same = a.size() == b.size();
      for (int i = 0; same && i < a.size(); i++) {
        same = same(a.get(i), b.get(i));
      }
      return same;
    }
    return recorded == null ? ours == null : recorded.equals(ours);
  }
}
