package dev.lockstep.config.print;

import dev.lockstep.config.JobTraining;

/** What Java says otherwise of OneFlow's job functions: their optimizers take no parameters. */
final class JobPrinter {
  private JobPrinter() {}

  /** The method that makes the training from the optimizer's constructor call. */
  static String make(String optimizer) {
    return """
          /** Makes a training of the variables, which the optimizer knows by their names. */
          public static %1$s make(Map<String, Parameter> parameters) {
            return new %1$s(
                %2$s, List.copyOf(parameters.values()));
          }

        """
        .formatted(JobTraining.class.getName(), optimizer);
  }
}
