package dev.lockstep.mapping.rewrite;

import dev.lockstep.mapping.RecordedOption;
import java.util.ArrayList;
import java.util.List;

/** A subclass of {@code mindspore.nn.Optimizer}, for PYNATIVE and GRAPH mode. */
final class MindSporeClass {
  /** What the base class keeps, for each group. */
  private static final List<String> KEPT = List.of("learning_rate", "weight_decay");

  private MindSporeClass() {}

  static String of(Skeleton skeleton) {
    Update update = skeleton.update();
    boolean decays = skeleton.signature().option("weight_decay").isPresent();
    boolean numbers = update.state().stream().anyMatch(name -> !update.isTensor(name));
    return """
        %sfrom mindspore import %snn, ops


        class %s(nn.Optimizer):
        %s
        %s
                super().__init__(learning_rate, params%s)
        %s
            def construct(self, gradients):
                rates = self.get_lr()
        %s        self.assignadd(self.global_step, self.global_step_increase_tensor)
                t = int(self.global_step[0])
        %s        for i, (parameter, g) in enumerate(zip(self.parameters, gradients)):
                    p = parameter
                    lr = float(rates[i] if self.is_group_lr else rates)
        %s            ops.assign(parameter, p)
                return True
        """
        .formatted(
            skeleton.needsMath() ? "import math\n\n" : "",
            numbers ? "Parameter, Tensor, " : "",
            skeleton.name(),
            skeleton.docstring(),
            skeleton.constructor(),
            decays ? ", weight_decay" : "",
            Skeleton.indented(2, attributes(skeleton)),
            decays ? Skeleton.indented(2, List.of("decays = self.get_weight_decay()")) : "",
            Skeleton.indented(2, options(skeleton)),
            Skeleton.indented(3, body(update, decays)));
  }

  private static List<String> attributes(Skeleton skeleton) {
    List<String> lines = new ArrayList<>();
    for (RecordedOption option : skeleton.options(KEPT)) {
      lines.add("self.%s = %s".formatted(option.name(), option.name()));
    }
    Update update = skeleton.update();
    for (String name : update.state()) {
      lines.add(
          update.isTensor(name)
              ? "self.%s = self.parameters.clone(prefix=\"%s\", init=\"zeros\")"
                  .formatted(name, name)
              : "self.%s = [Parameter(Tensor(0.0), name=\"%s.\" + p.name) for p in self.parameters]"
                  .formatted(name, name));
    }
    return lines;
  }

  private static List<String> options(Skeleton skeleton) {
    List<String> lines = new ArrayList<>();
    for (RecordedOption option : skeleton.options(KEPT)) {
      lines.add("%s = self.%s".formatted(Skeleton.names(option), option.name()));
    }
    return lines;
  }

  private static List<String> body(Update update, boolean decays) {
    List<String> lines = new ArrayList<>();
    if (decays) {
      lines.add("weight_decay = float(decays[i] if self.is_group else decays)");
    }
    List<String> kept = update.state();
    kept.forEach(name -> lines.add(name + " = " + read(update, name)));
    List<String> starts = kept.stream().filter(name -> !update.start(name).equals("0")).toList();
    if (!starts.isEmpty()) {
      lines.add("if t == 1:");
      starts.forEach(name -> lines.add("    %s = %s".formatted(name, start(update, name))));
    }
    lines.addAll(update.statements());
    kept.forEach(name -> lines.add(write(update, name)));
    return lines;
  }

  private static String read(Update update, String name) {
    return update.isTensor(name)
        ? "self.%s[i]".formatted(name)
        : "float(self.%s[i])".formatted(name);
  }

  private static String write(Update update, String name) {
    String value =
        update.isTensor(name) ? name : "Tensor(%s, self.%s[i].dtype)".formatted(name, name);
    return "ops.assign(self.%s[i], %s)".formatted(name, value);
  }

  private static String start(Update update, String name) {
    String start = update.start(name);
    if (update.isTensor(name)) {
      return "ops.full_like(p, " + start + ")";
    }
    // In GRAPH mode a name has one type, whatever the branch
    return start.matches("\\d+") ? start + ".0" : start;
  }
}
