package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.api.Api;
import dev.lockstep.porter.api.Apis;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Node;
import java.util.Optional;

/** An API of the source framework that has a counterpart in the table. */
public final class ApiCall implements Rule {
  private static final Text SAME = new Text("the counterpart by the table", "按映射表的对应项");

  private final Apis apis;

  /** The rule with the table of one direction. */
  public ApiCall(Apis apis) {
    this.apis = apis;
  }

  @Override
  public void apply(FilePort port) {
    ApiReference.all(port, apis)
        .filter(reference -> !port.isMarked(reference.node()))
        .toList()
        .forEach(reference -> reference.api().ifPresent(api -> rewrite(port, reference, api)));
  }

  private void rewrite(FilePort port, ApiReference reference, Api api) {
    Node node = reference.node();
    if (reference.call().isPresent()) {
      new ApiArguments(port, api, reference.call().get()).rewrite();
    } else {
      Counterpart.write(port, api.to(), node);
    }
    Construct construct = apis.construct(reference.name());
    Text why = apis.note(api).orElse(api.brought() ? Counterpart.BROUGHT : SAME);
    port.changed(this, reference.range(), construct, Verdict.EQUIVALENT, why, Optional.empty());
  }
}
