package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.api.Api;
import dev.lockstep.porter.python.Node;

/** How the counterpart of an API is named where the API was. */
final class Counterpart {
  static final Text BROUGHT =
      new Text("nothing like it is there: what it does stands in the script now", "没有对应项：其功能已写入脚本");

  /** What stands before a function or a value of Python itself. */
  private static final String BUILTIN = "builtins.";

  private Counterpart() {}

  /** Names an API of torch, or code that the port brings into the script. */
  static void write(FilePort port, String to, Node place) {
    if (to.startsWith(BUILTIN)) {
      port.edits().replace(place, to.substring(BUILTIN.length()));
    } else if (Api.isBrought(to)) {
      port.edits().replace(place, BroughtCode.function(port, to));
    } else {
      port.edits().replace(place, r -> r.name(to, place));
    }
  }
}
