package dev.lockstep.mapping.rewrite;

import dev.lockstep.mapping.RecordedOption;
import java.util.ArrayList;
import java.util.List;

/** A subclass of {@code torch.optim.Optimizer}. */
final class TorchClass {
  private TorchClass() {}

  static String of(Skeleton skeleton) {
    return """
        %simport torch


        class %s(torch.optim.Optimizer):
        %s
        %s
        %s
                super().__init__(params, options)

            @torch.no_grad()
            def step(self, closure=None):
                loss = None
                if closure is not None:
                    with torch.enable_grad():
                        loss = closure()
                for group in self.param_groups:
        %s            for parameter in group["params"]:
                        if parameter.grad is not None:
                            p, g = parameter, parameter.grad
        %s                    parameter.copy_(p)
                return loss
        """
        .formatted(
            skeleton.needsMath() ? "import math\n\n" : "",
            skeleton.name(),
            skeleton.docstring(),
            skeleton.constructor(),
            Skeleton.broken(2, "options = dict(", named(skeleton), ")"),
            Skeleton.indented(3, options(skeleton)),
            Skeleton.indented(5, body(skeleton.update())));
  }

  private static List<String> named(Skeleton skeleton) {
    return skeleton.signature().settings().stream()
        .map(option -> option.name() + "=" + option.name())
        .toList();
  }

  private static List<String> options(Skeleton skeleton) {
    List<String> lines = new ArrayList<>();
    for (RecordedOption option : skeleton.options(List.of())) {
      lines.add("%s = group[\"%s\"]".formatted(Skeleton.names(option), option.name()));
    }
    return lines;
  }

  private static List<String> body(Update update) {
    List<String> lines = new ArrayList<>();
    List<String> kept = update.state();
    lines.add("state = self.state[parameter]");
    lines.add("if not state:");
    lines.add("    state[\"t\"] = 0");
    for (String name : kept) {
      lines.add("    state[\"%s\"] = %s".formatted(name, start(update, name)));
    }
    lines.add("t = state[\"t\"] = state[\"t\"] + 1");
    kept.forEach(name -> lines.add("%s = state[\"%s\"]".formatted(name, name)));
    lines.addAll(update.statements());
    kept.forEach(name -> lines.add("state[\"%s\"] = %s".formatted(name, name)));
    return lines;
  }

  private static String start(Update update, String name) {
    String start = update.start(name);
    if (!update.isTensor(name)) {
      return start;
    }
    return start.equals("0") ? "torch.zeros_like(p)" : "torch.full_like(p, " + start + ")";
  }
}
