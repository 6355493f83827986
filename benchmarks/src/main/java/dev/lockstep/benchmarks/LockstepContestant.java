package dev.lockstep.benchmarks;

import static dev.lockstep.torch.optim.TorchOptions.LR;
import static dev.lockstep.torch.optim.TorchOptions.amsgrad;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.TorchOptions.maximize;
import static dev.lockstep.torch.optim.TorchOptions.momentum;
import static dev.lockstep.torch.optim.TorchOptions.weightDecay;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.Group;
import dev.lockstep.core.Option;
import dev.lockstep.core.Threads;
import dev.lockstep.torch.optim.Adam;
import dev.lockstep.torch.optim.AdamW;
import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.SGD;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Lockstep through its torch-style facade: {@code native|common OPTIMIZER THREADS}. */
public final class LockstepContestant {
  private LockstepContestant() {}

  /** Serves one process. */
  public static void main(String[] args) throws IOException {
    Arithmetic arithmetic = args[0].equals("common") ? Arithmetic.COMMON : Arithmetic.NATIVE;
    Contestant.serve(
        new String[] {args[1], args[2]},
        (optimizer, threads, groups) -> subject(optimizer, arithmetic, threads, groups));
  }

  /** An optimizer over groups of tensors of these sizes. */
  static Subject subject(
      String optimizer, Arithmetic arithmetic, int threads, List<List<Integer>> groups) {
    return new Facade(groups(groups), optimizer, arithmetic, Threads.of(threads));
  }

  private static List<Group> groups(List<List<Integer>> sizes) {
    List<Group> groups = new ArrayList<>();
    for (List<Integer> group : sizes) {
      if (!group.isEmpty()) {
        groups.add(
            groups.isEmpty()
                ? Group.of(Work.parameters(group, 0))
                : Group.of(Work.parameters(group, 0), weightDecay(0)));
      }
    }
    return groups;
  }

  private static final class Facade implements Subject {
    private final Optimizer optimizer;

    Facade(List<Group> groups, String name, Option... options) {
      optimizer = make(name, groups, options);
    }

    private static Optimizer make(String name, List<Group> groups, Option... options) {
      return switch (name) {
        case "sgd" -> new SGD(groups, with(options, lr(Work.LR)));
        case "momentum" -> new SGD(groups, with(options, lr(Work.LR), momentum(Work.MOMENTUM)));
        case "adam" -> new Adam(groups, with(options, lr(Work.LR)));
        case "adamw" -> new AdamW(groups, with(options, lr(Work.LR), weightDecay(Work.DECAY)));
        case "amsgrad" -> new Adam(groups, with(options, lr(Work.LR), amsgrad(true)));
        case "sgd-decay" -> new SGD(groups, with(options, lr(Work.LR), weightDecay(Work.DECAY)));
        case "momentum-decay" ->
            new SGD(
                groups,
                with(options, lr(Work.LR), momentum(Work.MOMENTUM), weightDecay(Work.DECAY)));
        case "adam-decay" -> new Adam(groups, with(options, lr(Work.LR), weightDecay(Work.DECAY)));
        case "adam-maximize" -> new Adam(groups, with(options, lr(Work.LR), maximize(true)));
        default -> throw new UnsupportedOperationException("no " + name);
      };
    }

    private static Option[] with(Option[] options, Option... more) {
      List<Option> all = new ArrayList<>(List.of(options));
      all.addAll(List.of(more));
      return all.toArray(Option[]::new);
    }

    @Override
    public void step() {
      optimizer.paramGroups().forEach(group -> group.set(LR, Work.LR));
      optimizer.step();
    }

    @Override
    public double probe() {
      return optimizer.paramGroups().get(0).params().get(0).value().get(1);
    }

    @Override
    public String version() {
      return "Java " + Runtime.version();
    }
  }
}
