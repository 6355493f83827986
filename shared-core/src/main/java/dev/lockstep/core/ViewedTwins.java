package dev.lockstep.core;

import java.lang.reflect.Constructor;
import java.util.Optional;

/** Finds the {@link ViewedRule} that the build made of a rule, by its name. */
final class ViewedTwins {
  private static final ClassValue<Optional<Constructor<?>>> CONSTRUCTORS =
      new ClassValue<>() {
        @Override
        protected Optional<Constructor<?>> computeValue(Class<?> rule) {
          return find(rule);
        }
      };

  private ViewedTwins() {}

  private static Optional<Constructor<?>> find(Class<?> rule) {
    try {
      Class<?> twin = Class.forName(rule.getName() + "Viewed", true, rule.getClassLoader());
      return Optional.of(twin.getConstructor());
    } catch (ReflectiveOperationException e) {
      return Optional.empty(); // a rule that is not of this build
    }
  }

  /** A new twin of the rule, with that view. */
  @SuppressWarnings("unchecked") // a twin is the same class but for its name
  static <H> Optional<UpdateRule<H>> make(UpdateRule<H> rule, GradientView view) {
    Optional<Constructor<?>> constructor = CONSTRUCTORS.get(rule.getClass());
    if (constructor.isEmpty()) {
      return Optional.empty();
    }
    try {
      ViewedRule<H> twin = (ViewedRule<H>) constructor.get().newInstance();
      twin.view(view);
      return Optional.of(twin);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make " + constructor.get(), e);
    }
  }
}
