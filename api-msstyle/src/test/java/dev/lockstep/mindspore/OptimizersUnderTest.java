package dev.lockstep.mindspore;

import dev.lockstep.core.Betas;
import dev.lockstep.core.DType;
import dev.lockstep.core.Etas;
import dev.lockstep.core.Group;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Setting;
import dev.lockstep.core.Signature;
import dev.lockstep.core.StepSizes;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Trainable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All optimizers of MindSpore that take parameters, found by looking, with random options and
 * parameters for laws. A name is as in MindSpore: {@code nn.Adam}.
 */
final class OptimizersUnderTest {
  private static final String PACKAGE = "dev.lockstep.mindspore";
  private static final Path SOURCES =
      Path.of(
          System.getProperty("lockstep.root"), "api-msstyle/src/main/java/dev/lockstep/mindspore");

  /** All names. */
  static final List<String> ALL = names("nn", "experimental.optim", "mint.optim");

  /** Those that update each element by itself. */
  static final List<String> ELEMENTWISE =
      ALL.stream().filter(name -> !List.of("nn.AdaFactor", "nn.Lamb").contains(name)).toList();

  private OptimizersUnderTest() {}

  private static List<String> names(String... packages) {
    List<String> names = new ArrayList<>();
    for (String name : packages) {
      try (Stream<Path> files = Files.list(SOURCES.resolve(name.replace('.', '/')))) {
        files
            .map(file -> name + "." + file.getFileName().toString().replace(".java", ""))
            .filter(OptimizersUnderTest::isOptimizer)
            .sorted()
            .forEach(names::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return names;
  }

  private static boolean isOptimizer(String name) {
    try {
      Class<?> type = Class.forName(PACKAGE + "." + name);
      return type.getField("SIGNATURE").getType() == Signature.class
          && type.getConstructor(Iterable.class, Option[].class).isVarArgs()
          && MindSporeOptimizer.class.isAssignableFrom(type);
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  /** The signature of an optimizer. */
  static Signature signatureOf(String name) {
    try {
      return (Signature) Class.forName(PACKAGE + "." + name).getField("SIGNATURE").get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name, e);
    }
  }

  /** A new optimizer. */
  static MindSporeOptimizer make(
      String name, Iterable<? extends Trainable> params, Option... options) {
    try {
      return Class.forName(PACKAGE + "." + name)
          .asSubclass(MindSporeOptimizer.class)
          .getConstructor(Iterable.class, Option[].class)
          .newInstance(params, options);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof OptionException refusal) {
        throw refusal;
      }
      throw new IllegalStateException(name, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name, e);
    }
  }

  /** Random settings that the constructor accepts. */
  static List<Option> options(String name, long seed) {
    Random random = new Random(seed);
    for (int draw = 0; draw < 100; draw++) {
      List<Option> options = new ArrayList<>();
      for (OptionKey<?> key : signatureOf(name).keys()) {
        Object value = value(key, random);
        boolean needed = !signatureOf(name).defaults().has(key);
        if (value != null && (needed || random.nextInt(3) > 0)) {
          options.add(setting(key, value));
        }
      }
      try {
        make(name, groups(name, parameters(random, DType.F32, 2)), options.toArray(Option[]::new));
        return options;
      } catch (OptionException refused) {
        // The next draw.
      }
    }
    throw new IllegalStateException("no options found for " + name);
  }

  private static <T> Setting<T> setting(OptionKey<T> key, Object value) {
    return key.is(key.type().cast(value));
  }

  private static @Nullable Object value(OptionKey<?> key, Random random) {
    if (key == MindSporeOptions.LEARNING_RATE && random.nextInt(4) == 0) {
      return LearningRate.list(0.1, 0.05, 0.04, 0.03, 0.02, 0.02, 0.01, 0.01);
    }
    Map<Class<?>, Object> kinds =
        Map.of(
            LearningRate.class, LearningRate.of(pick(random, 0.001, 0.03, 0.5)),
            WeightDecay.class, WeightDecay.of(pick(random, 0, 0.01, 0.3)),
            Betas.class, new Betas(pick(random, 0.5, 0.9), pick(random, 0.5, 0.99)),
            Etas.class, new Etas(0.4, 1.3),
            StepSizes.class, new StepSizes(1e-4, 0.5),
            Regularization.class, new Regularization(1e-30, 1e-3),
            Boolean.class, random.nextBoolean());
    if (kinds.containsKey(key.type())) {
      return kinds.get(key.type());
    }
    return switch (key.name()) {
      case "beta1", "beta2", "decay", "rho", "momentum", "dampening" -> pick(random, 0, 0.5, 0.9);
      case "eps", "epsilon" -> pick(random, 1e-8, 1e-3, 0.1);
      case "loss_scale" -> pick(random, 1, 3, 1024);
      case "lr_power" -> pick(random, -0.5, -0.7);
      case "t0" -> pick(random, 0, 2, 1e6);
      case "clip_threshold" -> pick(random, 1, 1.5);
      default -> pick(random, 0, 0.004, 0.1);
    };
  }

  private static double pick(Random random, double... values) {
    return values[random.nextInt(values.length)];
  }

  /** Two groups, the first with an option of its own. */
  static List<Group> groups(String name, List<Parameter> params) {
    int half = params.size() / 2;
    boolean decays = signatureOf(name).keys().contains(MindSporeOptions.WEIGHT_DECAY);
    Option own = decays ? MindSporeOptions.weightDecay(0.03) : MindSporeOptions.lr(0.02);
    return List.of(
        Group.of(params.subList(0, half), own), Group.of(params.subList(half, params.size())));
  }

  /** Random parameters. */
  static List<Parameter> parameters(Random random, DType dtype, int count) {
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Tensor value = tensor(random, dtype, 1 + random.nextInt(5), 1 + random.nextInt(9));
      parameters.add(new Parameter("p" + i, value));
    }
    return parameters;
  }

  /** Normal numbers of widely different size, with zeros of both signs. */
  static Tensor tensor(Random random, DType dtype, int... shape) {
    Tensor tensor = Tensor.zeros(dtype, shape);
    double size = Math.pow(10, random.nextInt(-3, 2));
    for (int i = 0; i < tensor.size(); i++) {
      double value = random.nextInt(8) == 0 ? 0 : random.nextGaussian() * size;
      tensor.set(i, random.nextBoolean() ? value : -value);
    }
    return tensor;
  }
}
