package dev.lockstep.porter.step;

import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells statements that only fetch, move or reshape data from those that may call a model. Data may
 * be prepared outside the gradient function; whatever is not surely data goes inside, because a
 * model left outside would silently get no gradient.
 */
final class DataOnly {
  private static final int MAX_DEPTH = 3;

  private static final Set<String> METHODS =
      Set.of(
          "to",
          "cuda",
          "cpu",
          "float",
          "long",
          "int",
          "double",
          "half",
          "view",
          "reshape",
          "size",
          "unsqueeze",
          "squeeze",
          "permute",
          "transpose",
          "t",
          "flatten",
          "contiguous",
          "type",
          "detach",
          "clone",
          "numpy",
          "pin_memory",
          "keys",
          "items",
          "values",
          "get",
          "item",
          "astype",
          "append",
          "fill_",
          "zero_",
          "copy_",
          "normal_",
          "uniform_",
          "data",
          "type_as",
          "new_zeros",
          "new_ones",
          "expand",
          "repeat",
          "chunk",
          "narrow",
          "format",
          "split",
          "requires_grad_",
          "random_",
          "is_available",
          "device",
          "update");

  private static final Set<String> BUILTINS =
      Set.of(
          "next",
          "len",
          "int",
          "float",
          "range",
          "zip",
          "enumerate",
          "isinstance",
          "list",
          "tuple",
          "dict",
          "min",
          "max",
          "print",
          "iter",
          "abs",
          "round",
          "str",
          "sorted",
          "tqdm");

  private static final Set<String> FACTORIES =
      Set.of(
          "tensor",
          "from_numpy",
          "randn",
          "rand",
          "zeros",
          "ones",
          "full",
          "arange",
          "randint",
          "randperm",
          "eye",
          "linspace",
          "zeros_like",
          "ones_like",
          "rand_like",
          "randn_like",
          "as_tensor",
          "Tensor",
          "FloatTensor",
          "LongTensor",
          "IntTensor",
          "empty",
          "normal",
          "cat",
          "stack",
          "Variable",
          "device",
          "no_grad",
          "full_like",
          "multinomial",
          "bernoulli");

  /** What gives samples in training scripts, by its name. */
  private static final Pattern STORES =
      Pattern.compile(
          "(?i)([\\w.]*[._])?\\w*(memory|mem|buffer|buf|replay|loader|dataset|sampler|pool|queue|iter|envs?)");

  private final TrainingProgram program;

  DataOnly(TrainingProgram program) {
    this.program = program;
  }

  /** Whether a statement surely calls no model. */
  boolean holds(Node statement) {
    return holds(statement, MAX_DEPTH);
  }

  /** Whether a call surely calls no model. */
  boolean isData(Call call) {
    return isData(call, MAX_DEPTH);
  }

  private boolean holds(Node node, int depth) {
    return node.descendants()
            .filter(n -> n.is(Statements.COMPOUND))
            .allMatch(n -> n.is("if_statement", "try_statement"))
        && node.descendants("lambda").findAny().isEmpty()
        && Call.in(node).allMatch(call -> isData(call, depth));
  }

  private boolean isData(Call call, int depth) {
    if (isDrawn(call)) {
      return true;
    }
    Optional<Node> callee = program.flow().callee(call);
    if (callee.isPresent()) {
      return depth > 0
          && callee.get().is("function_definition")
          && isDataFunction(callee.get(), depth);
    }
    String full = program.qualified(call.callee()).orElse("");
    if (full.startsWith("torch")) {
      return FACTORIES.contains(call.name()) || full.startsWith("torch.cuda.");
    }
    if (!full.isEmpty()) {
      return full.matches("(numpy|random|time|os|math|itertools)\\..*") || full.startsWith("tqdm");
    }
    return call.receiver().isPresent()
        ? METHODS.contains(call.name()) && !program.isModel(call.receiver().get())
        : BUILTINS.contains(call.name()) || isTensorType(call.callee());
  }

  /** A method of a store of samples or of an environment: {@code memory.sample(32)}. */
  private boolean isDrawn(Call call) {
    return call.receiver()
        .filter(r -> STORES.matcher(r.text()).matches() && !program.isModel(r))
        .isPresent();
  }

  /** A name for one of several types: {@code Tensor = torch.cuda.FloatTensor if cuda else ...}. */
  private boolean isTensorType(Node callee) {
    return program.flow().origins(callee).stream()
        .allMatch(o -> program.qualified(o).filter(n -> n.matches("torch\\..*Tensor")).isPresent());
  }

  private boolean isDataFunction(Node function, int depth) {
    return Flow.methodOwner(function).isEmpty()
        && Call.in(function.get("body")).allMatch(call -> isData(call, depth - 1));
  }
}
