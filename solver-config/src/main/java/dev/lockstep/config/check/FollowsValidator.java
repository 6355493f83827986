package dev.lockstep.config.check;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.validator.constraintvalidation.HibernateConstraintValidatorContext;

/**
 * Hands the problems that rules find to Hibernate Validator, each as the payload of a violation.
 */
public final class FollowsValidator implements ConstraintValidator<Follows, Draft> {
  private final List<Rules> sets = new ArrayList<>();

  @Override
  public void initialize(Follows annotation) {
    for (Class<?> set : annotation.value()) {
      try {
        sets.add((Rules) set.getDeclaredConstructor().newInstance());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(set + " cannot be made", e);
      }
    }
  }

  @Override
  public boolean isValid(Draft draft, ConstraintValidatorContext context) {
    List<Problem> problems = new ArrayList<>();
    sets.forEach(rules -> rules.check(draft, problems::add));
    HibernateConstraintValidatorContext violations =
        context.unwrap(HibernateConstraintValidatorContext.class);
    violations.disableDefaultConstraintViolation();
    for (int i = 0; i < problems.size(); i++) {
      Problem problem = problems.get(i);
      violations // the number keeps apart what differs in the payload only
          .withDynamicPayload(problem)
          .buildConstraintViolationWithTemplate("{%s} (%s)".formatted(problem.rule().id(), i))
          .addConstraintViolation();
    }
    return problems.isEmpty();
  }
}
