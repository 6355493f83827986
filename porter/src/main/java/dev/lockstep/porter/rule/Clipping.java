package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.api.Api;
import dev.lockstep.porter.api.Apis;
import dev.lockstep.porter.plan.Texts;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.Optional;

/** Clipping of gradients, for torch: by the table, or by what the groups of OneFlow say. */
public final class Clipping implements Rule {
  private static final Text SAME =
      new Text("torch's clipping has the same formula", "torch 的裁剪公式相同");
  private static final Text BY_GROUP =
      new Text(
          "each group is clipped by its own clip_grad_max_norm, as optimizer.clip_grad() does",
          "各组按其 clip_grad_max_norm 裁剪，与 optimizer.clip_grad() 相同");
  private static final Text BOUNDS =
      new Text(
          "torch clips values between -v and v; these bounds are not opposite numbers",
          "torch 只能裁剪到 -v 与 v 之间；此处的上下界不是相反数");
  private static final Text OWN = new Text("a function of this project", "本项目自己的函数");
  private static final Text UNKNOWN =
      new Text("no counterpart of this clipping is known here", "此处不知道该裁剪的对应项");

  private final Apis apis;

  /** The rule with the table of one direction. */
  public Clipping(Apis apis) {
    this.apis = apis;
  }

  @Override
  public void apply(FilePort port) {
    for (Facing facing : port.open(Construct.CLIP).toList()) {
      Call.of(facing.node()).ifPresent(call -> apply(port, call));
    }
  }

  private void apply(FilePort port, Call call) {
    String name = port.program().qualified(call.callee()).orElse("");
    Optional<Api> api = apis.find(name);
    if (api.isPresent()) {
      byTable(port, call, api.get());
    } else if (call.name().equals("clip_grad")) {
      byGroup(port, call);
    } else if (name.endsWith("optimizer.clip_grad_value")) {
      values(port, call);
    } else if (name.startsWith("torch.")) {
      port.kept(this, call.node(), Construct.CLIP, Sentences.SAME);
    } else if (port.program().flow().callee(call).isPresent()) {
      port.kept(this, call.node(), Construct.CLIP, OWN);
    } else {
      port.refused(this, call.node(), Construct.CLIP, UNKNOWN);
    }
  }

  private void byTable(FilePort port, Call call, Api api) {
    ApiArguments arguments = new ApiArguments(port, api, call);
    Optional<Text> refusal = arguments.refusal();
    if (refusal.isPresent()) {
      port.refused(this, call.node(), Construct.CLIP, Texts.join(UNKNOWN, refusal.get()));
      return;
    }
    arguments.rewrite();
    changed(port, call, SAME);
  }

  private void byGroup(FilePort port, Call call) {
    Node optimizer = call.receiver().orElseThrow();
    String group = port.freshName("group");
    int start = Statements.of(call.node()).start();
    port.edits()
        .replace(
            call.node(),
            r ->
                """
                for %1$s in %2$s.param_groups:
                %3$s    if "clip_grad_max_norm" in %1$s:
                %3$s        %4$s(%1$s["params"], %1$s["clip_grad_max_norm"], %1$s["clip_grad_norm_type"])"""
                    .formatted(
                        group,
                        r.text(optimizer),
                        r.indent(start),
                        r.name("torch.nn.utils.clip_grad_norm_", call.callee()))
                    .replace("\n", r.newline()));
    changed(port, call, BY_GROUP);
  }

  private void values(FilePort port, Call call) {
    Optional<Node> lower = call.argument(1, "lower").map(a -> a.value());
    Optional<Node> upper = call.argument(2, "upper").map(a -> a.value());
    Optional<Node> tensors = call.argument(0, "tensors").map(a -> a.value());
    boolean opposite =
        lower.isPresent()
            && upper.isPresent()
            && tensors.isPresent()
            && lower.get().text().equals("-" + upper.get().text());
    if (!opposite) {
      port.refused(this, call.node(), Construct.CLIP, BOUNDS);
      return;
    }
    port.edits()
        .replace(
            call.node(),
            r ->
                "%s(%s, %s)"
                    .formatted(
                        r.name("torch.nn.utils.clip_grad_value_", call.callee()),
                        r.text(tensors.get()),
                        r.text(upper.get())));
    changed(port, call, SAME);
  }

  private void changed(FilePort port, Call call, Text why) {
    port.changed(this, call.node(), Construct.CLIP, Verdict.EQUIVALENT, why, Optional.empty());
  }
}
