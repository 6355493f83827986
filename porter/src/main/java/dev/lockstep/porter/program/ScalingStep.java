package dev.lockstep.porter.program;

import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import dev.lockstep.porter.python.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A call that does all of a step: {@code loss_scaler(loss, optimizer, clip_grad=1.0,
 * parameters=model.parameters())} scales the loss, computes its gradients, unscales and clips them,
 * and steps. The object is timm's {@code NativeScaler}, or of a class of the script that reads so.
 *
 * @param call the call
 * @param loss the loss that it is handed
 * @param optimizer the optimizer that it steps
 */
public record ScalingStep(Call call, Node loss, Node optimizer) {
  private static final String TIMM = "timm\\.utils\\.(\\w+\\.)?NativeScaler";

  private static final Set<String> METHODS =
      Set.of("__init__", "__call__", "state_dict", "load_state_dict");

  /** What such a call may be given beside the loss and the optimizer, with the defaults. */
  private static final Map<String, String> OPTIONS =
      Map.of(
          "clip_grad", "None",
          "clip_mode", "'norm'",
          "parameters", "None",
          "create_graph", "False",
          "update_grad", "True",
          "need_update", "True");

  private static final Pattern CONSTRUCTOR =
      Pattern.compile("self\\.(\\w+) = (\\w+\\.)*GradScaler\\(\\)");

  /** The body of {@code __call__}; its first group is the attribute that holds the scaler. */
  private static final String BODY =
      "self\\.(\\w+)\\.scale\\(%1$s\\)\\.backward\\(create_graph=create_graph\\) "
          + "(if (?:update_grad|need_update): )?"
          + "if clip_grad is not None: (assert parameters is not None )?"
          + "self\\.\\1\\.unscale_\\(%2$s\\) "
          + "(norm = )?(\\w+\\.)*clip_grad_norm_\\(parameters, clip_grad\\) "
          + "(else: self\\.\\1\\.unscale_\\(%2$s\\) norm = \\w*norm\\w*\\(parameters\\) )?"
          + "self\\.\\1\\.step\\(%2$s\\) self\\.\\1\\.update\\(\\)"
          + "( else: norm = None)?( return norm)?";

  /** What a call does, if it does all of a step. */
  public static Optional<ScalingStep> of(TrainingProgram program, Call call) {
    List<Node> handed =
        Stream.of(call.positional(0), call.positional(1))
            .flatMap(Optional::stream)
            .map(Argument::value)
            .toList();
    return handed.size() == 2
            && program.isOptimizer(handed.get(1))
            && isOfScaler(program, call)
            && call.arguments().stream().skip(2).allMatch(ScalingStep::isOption)
        ? Optional.of(new ScalingStep(call, handed.get(0), handed.get(1)))
        : Optional.empty();
  }

  /** Whether what is called is always an object that does all of a step. */
  public static boolean isOfScaler(TrainingProgram program, Call call) {
    return call.callee().is("identifier", "attribute")
        && program.flow().isMade(call.callee(), made -> builds(program, made));
  }

  private static boolean isOption(Argument argument) {
    boolean byNorm = Text.string(argument.value()).filter("norm"::equals).isPresent();
    return OPTIONS.containsKey(argument.keyword())
        && (byNorm || !argument.keyword().equals("clip_mode"));
  }

  /** Whether a call constructs such an object. */
  public static boolean builds(TrainingProgram program, Call call) {
    return call.arguments().isEmpty()
        && (isTimm(program, call)
            || program.flow().callee(call).filter(ScalingStep::isScaler).isPresent());
  }

  /** Whether a call constructs timm's own. */
  public static boolean isTimm(TrainingProgram program, Call call) {
    return program.qualified(call.callee()).filter(name -> name.matches(TIMM)).isPresent();
  }

  /** Whether the objects of a class of the script do all of a step when they are called. */
  public static boolean isScaler(Node type) {
    if (!type.is("class_definition")
        || !Flow.bases(type).allMatch(base -> base.text().equals("object"))) {
      return false;
    }
    List<Node> methods = Flow.methods(type);
    boolean last =
        type.get("body").children().stream()
            .dropWhile(s -> !s.is("function_definition"))
            .filter(Statements::isStatement)
            .allMatch(s -> s.is("function_definition"));
    return last
        && methods.stream().allMatch(m -> METHODS.contains(m.get("name").text()))
        && methods.stream().anyMatch(ScalingStep::isConstructor)
        && methods.stream().anyMatch(ScalingStep::isStep);
  }

  private static boolean isConstructor(Node method) {
    return method.get("name").text().equals("__init__")
        && CONSTRUCTOR.matcher(plain(method.get("body"))).matches();
  }

  private static boolean isStep(Node method) {
    List<Node> parameters = method.get("parameters").children();
    if (!method.get("name").text().equals("__call__") || parameters.size() < 3) {
      return false;
    }
    String body = BODY.formatted(parameters.get(1).text(), parameters.get(2).text());
    return parameters.stream().skip(3).allMatch(ScalingStep::isOptional)
        && Pattern.compile(body).matcher(plain(method.get("body"))).matches();
  }

  private static boolean isOptional(Node parameter) {
    return parameter.is("default_parameter", "typed_default_parameter")
        && parameter
            .get("value")
            .text()
            .replace('"', '\'')
            .equals(OPTIONS.get(parameter.get("name").text()));
  }

  /** The text of a block without comments, in one line. */
  private static String plain(Node block) {
    Matcher comments = Pattern.compile("#[^\\n]*").matcher(block.text());
    return comments.replaceAll("").strip().replaceAll("\\s+", " ");
  }
}
