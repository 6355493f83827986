package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.edit.Rendering;
import dev.lockstep.porter.plan.Texts;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code Model(network, loss, optimizer)} and its {@code train(epochs, dataset)}: the loop that
 * they run, written out.
 */
public final class ModelTraining implements Rule {
  private static final Text LOOP =
      new Text(
          "the loop that Model.train runs, written out: the loss, backward() and step() of each batch",
          "写出 Model.train 所运行的循环：对每个批次求损失、backward() 和 step()");
  private static final Text GONE = new Text("its training loop is written out", "其训练循环已写出");
  private static final Text RATE =
      new Text(
          "after each step the callback's function sets the rate of the next",
          "每步之后由回调的函数设置下一步的学习率");

  private static final List<String> MODEL =
      List.of(
          "network",
          "loss_fn",
          "optimizer",
          "metrics",
          "eval_network",
          "eval_indexes",
          "amp_level");

  private static final List<String> TRAIN =
      List.of(
          "epoch", "train_dataset", "callbacks", "dataset_sink_mode", "sink_size", "initial_epoch");

  /** Arguments of a model that do not act on its training. */
  private static final List<String> IDLE = List.of("metrics", "eval_network", "eval_indexes");

  @Override
  public void apply(FilePort port) {
    for (Facing facing : port.open(Construct.STEP).toList()) {
      Call.of(facing.node())
          .filter(c -> c.name().equals("Model"))
          .flatMap(c -> Training.of(port, c))
          .ifPresent(training -> write(port, training));
    }
  }

  private void write(FilePort port, Training training) {
    port.edits().remove(Statements.of(training.model.node()));
    port.changed(
        this, training.model.node(), Construct.STEP, Verdict.REWRITE, GONE, Optional.empty());
    for (Call train : training.trains) {
      Node statement = Statements.of(train.node());
      Optional<Node> schedule = schedule(train);
      Names names = Names.of(port, training, schedule.isPresent());
      port.edits().replace(statement, r -> training.loop(r, train, names, schedule));
      Text why = schedule.isPresent() ? Texts.join(LOOP, RATE) : LOOP;
      port.changed(this, train.node(), Construct.STEP, Verdict.REWRITE, why, Optional.empty());
      schedule.flatMap(Node::parent).flatMap(Node::parent).ifPresent(port::settle);
    }
  }

  /** The function of the only callback, if that is a {@code LearningRateScheduler}. */
  private static Optional<Node> schedule(Call train) {
    return argument(train, TRAIN, "callbacks")
        .map(n -> n.is("list", "tuple") && n.children().size() == 1 ? n.children().get(0) : n)
        .flatMap(Call::of)
        .filter(c -> c.name().equals("LearningRateScheduler"))
        .flatMap(c -> c.positional(0))
        .map(Argument::value);
  }

  private static Optional<Node> argument(Call call, List<String> names, String name) {
    return call.argument(names.indexOf(name), name)
        .map(Argument::value)
        .filter(n -> !n.is("none") && !(n.is("list") && n.children().isEmpty()));
  }

  /** The variables of a loop. */
  private record Names(String epoch, List<String> batch, String loss, String step) {
    static Names of(FilePort port, Training training, boolean scheduled) {
      List<String> batch =
          training.loss.loss().isPresent()
              ? List.of(port.freshName("data"), port.freshName("label"))
              : List.of(port.freshName("batch"));
      return new Names(
          port.freshName("epoch"),
          batch,
          port.freshName("loss"),
          scheduled ? port.freshName("step") : "");
    }
  }

  /** A model that is only trained. */
  private record Training(
      Call model, LossNetwork loss, Optional<Node> optimizer, List<Call> trains) {
    static Optional<Training> of(FilePort port, Call model) {
      Optional<Node> network = argument(model, MODEL, "network");
      Optional<Node> loss = argument(model, MODEL, "loss_fn");
      Optional<Node> optimizer = argument(model, MODEL, "optimizer");
      Optional<Node> name = VariableReads.holder(port, model.node());
      boolean named =
          List.of(network, loss, optimizer).stream()
              .allMatch(n -> n.isEmpty() || LossNetwork.isName(n.get()));
      if (name.isEmpty() || network.isEmpty() || !named || !isPlain(model)) {
        return Optional.empty();
      }
      List<Node> reads = VariableReads.of(port, name.get());
      List<Call> trains = reads.stream().flatMap(n -> train(port, n).stream()).toList();
      boolean all = !trains.isEmpty() && trains.size() == reads.size();
      boolean ported = optimizer.isPresent() && Subjects.areKnownAndPorted(port, optimizer.get());
      LossNetwork computed =
          loss.isPresent()
              ? new LossNetwork(network.get(), loss)
              : LossNetwork.of(port, network.get());
      return all && ported
          ? Optional.of(new Training(model, computed, optimizer, trains))
          : Optional.empty();
    }

    /** Whether nothing scales the loss or casts the network. */
    private static boolean isPlain(Call model) {
      for (Argument argument : model.arguments()) {
        boolean positional = argument.kind() == Argument.Kind.POSITIONAL;
        int index = model.arguments().indexOf(argument);
        String name = positional && index < MODEL.size() ? MODEL.get(index) : argument.keyword();
        boolean full = name.equals("amp_level") && argument.value().text().matches("[\"']O0[\"']");
        boolean none = argument.value().is("none");
        boolean trained = List.of("network", "loss_fn", "optimizer").contains(name);
        if (!trained && !full && !none && !IDLE.contains(name)) {
          return false;
        }
      }
      return true;
    }

    private static Optional<Call> train(FilePort port, Node read) {
      Optional<Call> call =
          read.parent()
              .filter(p -> p.is("attribute") && p.get("attribute").text().equals("train"))
              .flatMap(Node::parent)
              .flatMap(Call::of)
              .filter(c -> c.callee() == read.parent().orElse(read));
      return call.filter(
          c ->
              Statements.isAlone(c.node())
                  && argument(c, TRAIN, "epoch").isPresent()
                  && argument(c, TRAIN, "train_dataset").isPresent()
                  && argument(c, TRAIN, "initial_epoch").isEmpty()
                  && argument(c, TRAIN, "sink_size").isEmpty()
                  && (argument(c, TRAIN, "callbacks").isEmpty() || schedule(c).isPresent())
                  && !port.isMarked(c.node()));
    }

    private String loop(Rendering r, Call train, Names names, Optional<Node> schedule) {
      String unit = names.epoch.isEmpty() ? "" : r.unit();
      String step = optimizer.orElseThrow().text();
      List<String> lines = new ArrayList<>();
      if (!names.step.isEmpty()) {
        lines.add(names.step + " = 0");
      }
      lines.add(loss.network().text() + ".train()");
      lines.add(
          "for %s in range(%s):"
              .formatted(names.epoch, r.text(argument(train, TRAIN, "epoch").orElseThrow())));
      lines.add(
          unit
              + "for %s in %s:"
                  .formatted(
                      String.join(", ", names.batch),
                      r.text(argument(train, TRAIN, "train_dataset").orElseThrow())));
      List<String> batch =
          loss.loss().isPresent() ? names.batch : List.of("*" + names.batch.get(0));
      List<String> body = new ArrayList<>(StepStatements.of(step, names.loss, loss.of(batch)));
      body.add(step + ".step()");
      schedule.ifPresent(
          function -> {
            body.add(names.step + " += 1");
            body.add("for group in " + step + ".param_groups:");
            body.add(
                unit
                    + "group[\"lr\"] = %s(group[\"lr\"], %s)"
                        .formatted(r.text(function), names.step));
          });
      body.forEach(line -> lines.add(unit + unit + line));
      return String.join(r.newline() + r.indent(Statements.of(train.node()).start()), lines);
    }
  }
}
