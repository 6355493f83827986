package dev.lockstep.torch.optim;

import dev.lockstep.core.Betas;
import dev.lockstep.core.DType;
import dev.lockstep.core.Etas;
import dev.lockstep.core.Group;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Setting;
import dev.lockstep.core.Signature;
import dev.lockstep.core.StepSizes;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Trainable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All optimizers of the package, found by looking, with random options and parameters for laws. */
final class OptimizersUnderTest {
  private static final Path SOURCES =
      Path.of(
          System.getProperty("lockstep.root"),
          "api-torchstyle/src/main/java/dev/lockstep/torch/optim");

  /** The simple names of all classes with a signature. */
  static final List<String> ALL = names();

  /** Those that update each element by itself, from dense gradients. */
  static final List<String> ELEMENTWISE =
      ALL.stream()
          .filter(name -> !List.of("Adafactor", "Muon", "LBFGS", "SparseAdam").contains(name))
          .toList();

  /** Those whose step() takes dense gradients. */
  static final List<String> DENSE =
      ALL.stream().filter(name -> !List.of("LBFGS", "SparseAdam").contains(name)).toList();

  private OptimizersUnderTest() {}

  private static List<String> names() {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .filter(name -> signature(name) != null)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Signature signature(String name) {
    try {
      Class<?> type = Class.forName(Optimizer.class.getPackageName() + "." + name);
      return (Signature) type.getField("SIGNATURE").get(null);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /** The signature of an optimizer. */
  static Signature signatureOf(String name) {
    Signature signature = signature(name);
    if (signature == null) {
      throw new IllegalArgumentException(name);
    }
    return signature;
  }

  /** A new optimizer. */
  static Optimizer make(String name, Iterable<? extends Trainable> params, Option... options) {
    try {
      Class<?> type = Class.forName(Optimizer.class.getPackageName() + "." + name);
      return (Optimizer)
          type.getConstructor(Iterable.class, Option[].class).newInstance(params, options);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name, e);
    }
  }

  /** Random settings that the constructor accepts. */
  static Option[] options(String name, Random random) {
    Options options = new Options();
    List<Option> settings = new ArrayList<>();
    for (OptionKey<?> key : signatureOf(name).keys()) {
      Object value = value(key, random);
      if (value != null && random.nextInt(3) > 0) {
        set(options, key, value);
      }
    }
    boolean momentum = options.has(TorchOptions.MOMENTUM) && options.get(TorchOptions.MOMENTUM) > 0;
    if (name.equals("SGD") && !momentum) {
      options.set(TorchOptions.NESTEROV, false);
    }
    if (options.has(TorchOptions.NESTEROV) && options.get(TorchOptions.NESTEROV)) {
      if (name.equals("SGD")) {
        options.set(TorchOptions.DAMPENING, 0.0);
      }
    }
    if (options.has(TorchOptions.FUSED) && options.get(TorchOptions.FUSED)) {
      options.set(TorchOptions.FOREACH, false);
    }
    if (options.has(TorchOptions.DIFFERENTIABLE) && options.get(TorchOptions.DIFFERENTIABLE)) {
      options.set(TorchOptions.FOREACH, false);
      if (signatureOf(name).find("fused").isPresent()) {
        options.set(TorchOptions.FUSED, false);
      }
    }
    for (OptionKey<?> key : options.keys()) {
      settings.add(setting(options, key));
    }
    return settings.toArray(Option[]::new);
  }

  private static <T> void set(Options options, OptionKey<T> key, Object value) {
    options.set(key, key.type().cast(value));
  }

  private static <T> Setting<T> setting(Options options, OptionKey<T> key) {
    return key.is(options.get(key));
  }

  private static @Nullable Object value(OptionKey<?> key, Random random) {
    if (key == TorchOptions.CAPTURABLE) {
      return null;
    }
    if (key == TorchOptions.DIFFERENTIABLE) {
      return random.nextInt(4) == 0;
    }
    Map<Class<?>, Object> records =
        Map.of(
            Betas.class, new Betas(pick(random, 0, 0.5, 0.9), pick(random, 0, 0.5, 0.99)),
            Etas.class, new Etas(0.4, 1.3),
            StepSizes.class, new StepSizes(1e-4, 0.5),
            NsCoefficients.class, new NsCoefficients(3, -4, 2),
            AdafactorEps.class, new AdafactorEps(OptionalDouble.of(1e-8), 1e-3),
            Boolean.class, random.nextBoolean(),
            Integer.class, 1 + random.nextInt(5));
    if (records.containsKey(key.type())) {
      return records.get(key.type());
    }
    return switch (key.name()) {
      case "lr" -> pick(random, 0.001, 0.03, 0.5);
      case "weight_decay" -> pick(random, 0, 0.01, 0.3);
      case "eps" -> pick(random, 1e-8, 1e-3, 0.1);
      case "momentum", "dampening", "rho", "alpha" -> pick(random, 0, 0.5, 0.9);
      case "beta2_decay" -> pick(random, -0.8, -0.5);
      case "t0" -> pick(random, 0, 2, 1e6);
      case "d" -> pick(random, 1, 1.5);
      case "adjust_lr_fn" -> "match_rms_adamw";
      case "line_search_fn" -> null;
      default -> pick(random, 0, 0.004, 0.1);
    };
  }

  private static double pick(Random random, double... values) {
    return values[random.nextInt(values.length)];
  }

  /** A random parameter; matrices, so that every optimizer takes it. */
  static Parameter parameter(String name, Random random, DType dtype, int rows, int columns) {
    return new Parameter(name, tensor(random, dtype, rows, columns));
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

  /** A copy with the same name, value and gradient. */
  static Parameter copy(Parameter parameter) {
    Parameter copy = new Parameter(parameter.name(), parameter.value().copy());
    if (parameter.hasGrad()) {
      copy.setGrad(parameter.grad());
    }
    return copy;
  }

  /** One group with its own rate, the others without options. */
  static List<Group> groups(List<Parameter> params) {
    int half = params.size() / 2;
    return List.of(
        Group.of(params.subList(0, half), TorchOptions.lr(0.02)),
        Group.of(params.subList(half, params.size())));
  }
}
