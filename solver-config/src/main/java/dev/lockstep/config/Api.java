package dev.lockstep.config;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A class of a facade, found by its framework name.
 *
 * <p>The convention: {@code torch.optim.lr_scheduler.StepLR} is {@code
 * dev.lockstep.torch.optim.lrscheduler.StepLR}; packages lose their underscores, the class keeps
 * its name, and a function that of its name in camel case ({@code clip_grad_norm_} is {@code
 * ClipGradNorm}). The class has a {@code public static final Signature SIGNATURE} and a constructor
 * that takes what comes first (parameters, an optimizer, or nothing) and then {@code Option...}.
 *
 * @param name the framework's full name
 * @param type the class
 * @param signature its options
 */
public record Api(String name, Class<?> type, Signature signature) {
  private static final String ROOT = "dev.lockstep.";

  /** The class of that name, in full or within the framework; empty if there is none. */
  public static Optional<Api> find(String framework, String name) {
    return find(fullName(framework, name));
  }

  /** The class of that full name; empty if there is none. */
  public static Optional<Api> find(String fullName) {
    return classOf(fullName)
        .flatMap(type -> signatureOf(type).map(s -> new Api(fullName, type, s)));
  }

  /**
   * The class of that name.
   *
   * @throws UnknownApiException if there is none
   */
  public static Api get(String framework, String name) {
    return find(framework, name).orElseThrow(() -> unknown(framework, name));
  }

  /**
   * The scheduler of that name, which may be short: {@code StepLR}.
   *
   * @throws UnknownApiException if there is none
   */
  public static Api scheduler(String framework, String name) {
    String full = schedulerName(framework, name);
    return find(full).orElseThrow(() -> UnknownApiException.of(full));
  }

  /** The full name of a scheduler, which may be short. */
  public static String schedulerName(String framework, String name) {
    if (name.contains(".")) {
      return fullName(framework, name);
    }
    List<String> candidates =
        Facade.of(framework).schedulers().stream()
            .map(home -> fullName(framework, home + name))
            .toList();
    return candidates.stream()
        .filter(full -> classOf(full).isPresent())
        .findFirst()
        .orElse(candidates.get(0));
  }

  /**
   * The name with its framework in front: {@code nn.SGD} of mindspore is {@code mindspore.nn.SGD}.
   */
  public static String fullName(String framework, String name) {
    if (name.startsWith(framework + ".")) {
      return name;
    }
    String home = Facade.of(framework).home();
    boolean isShort = framework.equals("torch") ? !name.startsWith(home) : !name.contains(".");
    return framework + "." + (isShort ? home : "") + name;
  }

  /**
   * Calls the constructor.
   *
   * @param first what comes before the options
   * @throws DefinitionException if no constructor takes them
   * @throws RuntimeException whatever the constructor throws
   */
  public Object make(Object[] first, Option... options) {
    for (Constructor<?> constructor : type.getConstructors()) {
      if (accepts(constructor.getParameterTypes(), first)) {
        Object[] arguments = new Object[first.length + 1];
        System.arraycopy(first, 0, arguments, 0, first.length);
        arguments[first.length] = options;
        return call(constructor, arguments);
      }
    }
    throw new DefinitionException(name + " cannot be made from a definition");
  }

  private static boolean accepts(Class<?>[] types, Object[] first) {
    if (types.length != first.length + 1 || types[first.length] != Option[].class) {
      return false;
    }
    for (int i = 0; i < first.length; i++) {
      if (!types[i].isInstance(first[i])) {
        return false;
      }
    }
    return true;
  }

  private static Object call(Constructor<?> constructor, Object[] arguments) {
    try {
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refusal) {
        throw refusal;
      }
      throw new IllegalStateException(constructor + " failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(constructor + " cannot be called", e);
    }
  }

  /** The public class of that full name, with or without a signature; empty if there is none. */
  static Optional<Class<?>> classOf(String fullName) {
    int dot = fullName.lastIndexOf('.');
    if (dot < 0 || !fullName.matches("[\\w.]+\\w")) {
      return Optional.empty();
    }
    String home = fullName.substring(0, dot).toLowerCase(Locale.ROOT).replace("_", "");
    try {
      Class<?> type = Class.forName(ROOT + home + "." + className(fullName.substring(dot + 1)));
      boolean concrete = !Modifier.isAbstract(type.getModifiers());
      return concrete && Modifier.isPublic(type.getModifiers())
          ? Optional.of(type)
          : Optional.empty();
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty(); // LinkageError: the same name in other letter case
    }
  }

  private static String className(String name) {
    if (Character.isUpperCase(name.charAt(0))) {
      return name;
    }
    return Arrays.stream(name.split("_", -1))
        .filter(word -> !word.isEmpty())
        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining());
  }

  private static Optional<Signature> signatureOf(Class<?> type) {
    try {
      return type.getField("SIGNATURE").get(null) instanceof Signature signature
          ? Optional.of(signature)
          : Optional.empty();
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }

  private static UnknownApiException unknown(String framework, String name) {
    return UnknownApiException.of(fullName(framework, name));
  }
}
