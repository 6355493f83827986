package dev.lockstep.config.check;

import dev.lockstep.config.check.Draft.DraftParameter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The parameters themselves, and what is passed if there are no groups. */
final class ParameterRules implements Rules {
  @Override
  public void check(Draft draft, Consumer<Problem> out) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < draft.parameters().size(); i++) {
      DraftParameter parameter = draft.parameters().get(i);
      if (!names.add(parameter.name())) {
        out.accept(
            Problem.of(
                Rule.DUPLICATE_PARAMETER,
                "parameters[" + i + "].name",
                parameter.name(),
                "a name of its own"));
      }
      kind(draft, "parameters[" + i + "]", parameter, out);
    }
    if (draft.groups().isEmpty() && draft.params().isPresent()) {
      flat(draft, ParamsValue.of(draft.params().get()), out);
    }
  }

  private static void kind(
      Draft draft, String path, DraftParameter parameter, Consumer<Problem> out) {
    boolean picky = draft.fullName().equals("torch.optim.SparseAdam");
    boolean sparse = picky && parameter.layout().equals("sparse");
    boolean complex = picky && parameter.dtype().startsWith("complex");
    if (sparse) {
      out.accept(Problem.of(Rule.PARAMETER_REFUSED, path + ".layout", "sparse", "dense"));
    }
    if (complex) {
      out.accept(Problem.of(Rule.PARAMETER_REFUSED, path + ".dtype", parameter.dtype(), "float32"));
    }
  }

  private static void flat(Draft draft, ParamsValue params, Consumer<Problem> out) {
    switch (params.kind()) {
      case BARE ->
          out.accept(Problem.of(Rule.BARE_PARAMETER, "params", params.names().get(0), "a list"));
      case SET -> {
        boolean refused = draft.framework().equals("mindspore") && !draft.isNn();
        out.accept(
            Problem.of(
                refused ? Rule.SET_REFUSED : Rule.SET_WITHOUT_ORDER, "params", "set", "a list"));
      }
      case LIST, TUPLE -> {
        if (params.names().isEmpty() && params.foreign().isEmpty()) {
          out.accept(Problem.of(Rule.NO_PARAMETERS, "params", "[]", "a list"));
        }
      }
      default -> {}
    }
    Selection selection = new Selection(draft, List.of(params), out);
    selection.group("params", params);
  }
}
