package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.api.Api;
import dev.lockstep.porter.api.Apis;
import dev.lockstep.porter.plan.Texts;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Node;
import java.util.Optional;
import java.util.Set;

/** An API of the source framework for which the table has no entry, or none for these arguments. */
public final class NoCounterpart implements Rule {
  private static final Text AS_TYPE_ONLY =
      new Text("it has a counterpart as a type only, not as a call", "仅作为类型有对应项，调用没有");
  private static final Text AS_CALL_ONLY =
      new Text("it has a counterpart as a call only", "仅调用有对应项");
  private static final Text CHOSEN =
      new Text(
          "the class is named here, not called: its counterpart depends on the class and its options;"
              + " write a call for each class",
          "此处只提到类而没有调用：其对应项取决于类与选项；请为每个类写出调用");
  private static final Text COMPANY =
      new Text("it works on torch's tensors and models", "它作用于 torch 的张量和模型");

  /** What other rules decide on. */
  private static final Set<String> ELSEWHERE = Set.of("torch.device", "torch.cuda.is_available");

  private final Apis apis;

  /** The rule with the table of one direction. */
  public NoCounterpart(Apis apis) {
    this.apis = apis;
  }

  @Override
  public void apply(FilePort port) {
    ApiReference.all(port, apis)
        .filter(r -> !ELSEWHERE.contains(r.name()) && !NoGrad.decides(r.name()))
        .filter(reference -> !isChosenFrom(port, reference.node()))
        .toList()
        .forEach(reference -> apply(port, reference));
  }

  /** Whether it is the module of {@code getattr(torch.optim, name)(...)}, decided on as a whole. */
  private static boolean isChosenFrom(FilePort port, Node module) {
    return module
        .enclosing("call")
        .filter(c -> c.field().equals("function"))
        .flatMap(Node::parent)
        .filter(port::isSettled)
        .isPresent();
  }

  private void apply(FilePort port, ApiReference reference) {
    boolean inside = port.isInRefused(reference.node());
    Optional<Text> refusal = inside ? Optional.empty() : refusal(port, reference);
    Construct construct =
        isOptimizer(port, reference) ? Construct.OPTIMIZER : apis.construct(reference.name());
    refusal.ifPresent(why -> port.refused(this, reference.range(), construct, why));
  }

  /** Whether it is a class of optimizers, or their module, that is not called where it is named. */
  private static boolean isOptimizer(FilePort port, ApiReference reference) {
    String name = reference.name();
    boolean named = name.equals("torch.optim") || port.program().framework().isOptimizer(name);
    return named && !name.endsWith(".Optimizer") && reference.call().isEmpty();
  }

  private static Optional<Text> refusal(FilePort port, ApiReference reference) {
    Text unknown =
        Texts.format("no counterpart of %s is known here", "此处不知道 %s 的对应项", reference.name());
    if (isOptimizer(port, reference)) {
      return Optional.of(CHOSEN);
    }
    if (reference.api().isEmpty()) {
      boolean company = ApiReference.COMPANY.test(reference.name());
      return Optional.of(company ? Texts.join(unknown, COMPANY) : unknown);
    }
    Api api = reference.api().get();
    Optional<Text> why =
        reference.call().isPresent()
            ? new ApiArguments(port, api, reference.call().get()).refusal()
            : Optional.of(AS_CALL_ONLY).filter(t -> api.function() || api.sizes());
    boolean called = reference.call().isPresent() && api.reference();
    return (called ? Optional.of(AS_TYPE_ONLY) : why).map(w -> Texts.join(unknown, w));
  }
}
