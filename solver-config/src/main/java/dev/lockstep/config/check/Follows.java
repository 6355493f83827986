package dev.lockstep.config.check;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The whole definition follows sets of rules; every break is a violation of its own. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = FollowsValidator.class)
public @interface Follows {
  /** Classes of rules, each with a constructor without arguments. */
  Class<?>[] value();

  /** Unused: the rules say which sentence. */
  String message() default "{refused}";

  /** Unused. */
  Class<?>[] groups() default {};

  /** Unused. */
  Class<? extends Payload>[] payload() default {};
}
