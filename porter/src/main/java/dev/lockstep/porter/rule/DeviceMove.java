package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.edit.ArgumentEdits;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code to(device)}, {@code cuda()}, {@code cpu()}: MindSpore places everything by its context.
 */
public final class DeviceMove implements Rule {
  private static final Set<String> NAMES = Set.of("to", "cuda", "cpu");

  private static final Pattern PLACE =
      Pattern.compile("(?i)([\\w.]*\\.)?_?(device|gpu|local_rank|rank|cuda)(_?id)?s?");

  private static final Pattern PLACE_NAME = Pattern.compile("f?[\"'](cuda|cpu|mps|xpu)(:.*)?[\"']");

  private static final Text CONTEXT =
      new Text(
          "MindSpore places models and tensors on the device of its context",
          "MindSpore 按上下文设置的设备放置模型和张量");
  private static final Text DEVICE_NAME = new Text("a device is named by a string", "设备用字符串表示");
  private static final Text AVAILABLE = new Text("the context tells the device", "由上下文得知设备");
  private static final Text DEVICE_USED =
      new Text("the device is used for more than placing tensors", "该设备对象还有放置张量之外的用途");

  @Override
  public void apply(FilePort port) {
    for (Call call : port.calls().toList()) {
      String name = port.program().qualified(call.callee()).orElse("");
      if (name.equals("torch.device")) {
        device(port, call);
      } else if (name.equals("torch.cuda.is_available")) {
        available(port, call);
      } else if (moved(port, call).isPresent()) {
        remove(port, call);
      } else if (name.isEmpty() && isCast(port, call)) {
        cast(port, call);
      }
    }
  }

  /** Whether a call places a tensor and converts it: {@code x.to(device, torch.float32)}. */
  private static boolean isCast(FilePort port, Call call) {
    boolean several =
        call.name().equals("to")
            && call.receiver().isPresent()
            && call.arguments().size() > 1
            && port.program().flow().callee(call).isEmpty();
    List<Argument> types = several ? types(port, call) : List.of();
    return types.size() == 1 && types.get(0).keyword().matches("|dtype");
  }

  private static List<Argument> types(FilePort port, Call call) {
    return call.arguments().stream().filter(a -> !isPlacing(port, a)).toList();
  }

  private void cast(FilePort port, Call call) {
    ArgumentEdits arguments = new ArgumentEdits(call, port.edits());
    List<Argument> types = types(port, call);
    call.arguments().stream().filter(a -> !types.contains(a)).forEach(arguments::remove);
    arguments.apply();
    port.changed(this, call.node(), Construct.DATA, CONTEXT);
  }

  /** What a call places on a device. */
  static Optional<Node> moved(FilePort port, Call call) {
    boolean moves =
        NAMES.contains(call.name())
            && port.program().qualified(call.callee()).isEmpty()
            && isMove(port, call);
    return call.receiver().filter(r -> moves);
  }

  private static boolean isMove(FilePort port, Call call) {
    if (call.receiver().isEmpty() || port.program().flow().callee(call).isPresent()) {
      return false;
    }
    if (!call.name().equals("to")) {
      return call.arguments().stream().noneMatch(a -> a.kind() == Argument.Kind.DOUBLE_SPLAT);
    }
    return !call.arguments().isEmpty()
        && call.arguments().stream().allMatch(a -> isPlacing(port, a));
  }

  private static boolean isPlacing(FilePort port, Argument argument) {
    if (argument.keyword().equals("non_blocking")) {
      return true;
    }
    Node value = argument.value();
    boolean made =
        port.program().flow().origins(value).stream()
            .anyMatch(
                o ->
                    Call.of(o)
                        .flatMap(c -> port.program().qualified(c.callee()))
                        .filter("torch.device"::equals)
                        .isPresent());
    boolean named =
        PLACE.matcher(value.text()).matches() || PLACE_NAME.matcher(value.text()).matches();
    return made || named || argument.keyword().equals("device");
  }

  private void remove(FilePort port, Call call) {
    Node receiver = call.receiver().orElseThrow();
    Node statement = Statements.of(call.node());
    boolean bare = receiver.is("identifier", "attribute", "subscript");
    if ((Statements.isAlone(call.node()) && bare) || SelfAssignment.holds(port, statement)) {
      port.edits().remove(statement);
    } else {
      port.edits().replace(call.node(), r -> object(call).orElseGet(() -> r.text(receiver)));
    }
    boolean model = port.program().isModel(receiver);
    port.changed(this, call.node(), model ? Construct.MODEL : Construct.DATA, CONTEXT);
  }

  /** The object that {@code super().to(device)} returns. */
  private static Optional<String> object(Call call) {
    return call.receiver()
        .flatMap(Call::of)
        .filter(c -> c.callee().text().equals("super"))
        .flatMap(c -> Statements.function(c.node()))
        .flatMap(f -> f.get("parameters").children().stream().findFirst())
        .map(Node::text);
  }

  private void device(FilePort port, Call call) {
    if (call.arguments().size() != 1 || isAskedForParts(port, call)) {
      port.refused(this, call.node(), Construct.OTHER, DEVICE_USED);
      return;
    }
    Node name = call.arguments().get(0).value();
    boolean whole = Statements.target(call.node()).isPresent() && name.line() == name.endLine();
    port.edits()
        .replace(
            call.node(), r -> whole || name.is("string") ? r.text(name) : "(" + r.text(name) + ")");
    port.changed(this, call.node(), Construct.OTHER, DEVICE_NAME);
  }

  /** Whether the variable of a device is asked for its type or index. */
  private static boolean isAskedForParts(FilePort port, Call call) {
    return port.file()
        .root()
        .descendants("attribute")
        .filter(a -> a.get("attribute").text().matches("type|index"))
        .anyMatch(a -> port.program().flow().origins(a.get("object")).contains(call.node()));
  }

  private void available(FilePort port, Call call) {
    String q = port.quote(call.node());
    boolean tested =
        call.node().field().equals("condition")
            || call.node().parent().filter(p -> p.is("conditional_expression")).isPresent();
    port.edits()
        .replace(
            call.node(),
            r -> {
              String text =
                  "%s(%sdevice_target%s) != %sCPU%s"
                      .formatted(r.name("mindspore.get_context", call.callee()), q, q, q, q);
              return tested ? text : "(" + text + ")";
            });
    port.changed(this, call.node(), Construct.OTHER, AVAILABLE);
  }
}
