package dev.lockstep.porter.rule;

import dev.lockstep.porter.api.Api;
import dev.lockstep.porter.api.Apis;
import dev.lockstep.porter.python.Binding;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A place where an API of the source framework, or of its company, is named and no rule has
 * decided.
 *
 * @param node the dotted name
 * @param name the full name
 * @param call the call of it, if it is called
 * @param api its entry in the table, if it has one
 */
record ApiReference(Node node, String name, Optional<Call> call, Optional<Api> api) {
  /** Libraries that work on torch's tensors and models. */
  static final Predicate<String> COMPANY =
      Pattern.compile(
              "(torchvision|torchaudio|torchtext|torchmetrics|torch_geometric|apex|timm|ignite"
                  + "|lightning|pytorch_lightning|segmentation_models_pytorch|efficientnet_pytorch"
                  + "|pretrainedmodels|monai)(\\..*)?"
                  + "|transformers\\.(\\w+\\.)*(AutoModel\\w*|\\w*[a-z]Model|\\w+For[A-Z]\\w+)(\\.from_\\w+)?")
          .asMatchPredicate();

  /** The open places of a file, in source order. */
  static Stream<ApiReference> all(FilePort port, Apis apis) {
    return port.references()
        .filter(n -> !isVariable(port, n) && !port.edits().covers(n))
        .map(n -> of(port, apis, n))
        .filter(r -> r.isForeign(port.options().from()) && !r.isDecided(port));
  }

  private static ApiReference of(FilePort port, Apis apis, Node node) {
    String name = port.program().qualified(node).orElseThrow();
    Optional<Call> call = node.parent().flatMap(Call::of).filter(c -> c.callee() == node);
    String canonical = port.program().framework().canonical(name);
    Optional<Api> api = apis.find(name).or(() -> apis.find(canonical));
    return new ApiReference(node, name, call, api.map(a -> fitting(port, apis, a, call)));
  }

  /** The entry, or what takes the calls that it has no counterpart for. */
  private static Api fitting(FilePort port, Apis apis, Api api, Optional<Call> call) {
    boolean refused =
        call.filter(c -> new ApiArguments(port, api, c).refusal().isPresent()).isPresent();
    Optional<String> otherwise = api.otherwise().filter(o -> refused);
    return otherwise.map(o -> apis.find(o).orElseGet(() -> Api.named(o))).orElse(api);
  }

  /** Whether a variable holds the API and is not called: what it is given is ported. */
  private static boolean isVariable(FilePort port, Node node) {
    return node.is("identifier")
        && node.parent().flatMap(Call::of).filter(c -> c.callee() == node).isEmpty()
        && port.file().scopes().lookup(node).stream().anyMatch(b -> !b.is(Binding.Kind.IMPORT));
  }

  private boolean isForeign(String from) {
    boolean torch = from.equals("torch");
    return name.equals(from) || name.startsWith(from + ".") || (torch && COMPANY.test(name));
  }

  private boolean isDecided(FilePort port) {
    return port.isSettled(node) || call.filter(c -> port.isSettled(c.node())).isPresent();
  }

  /** The call, or the name if it is not called. */
  Node range() {
    return call.map(Call::node).orElse(node);
  }
}
