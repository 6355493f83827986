package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.edit.Rendering;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code GeneratorDataset(source, columns).batch(n)}, where the batches are only looped over: a
 * {@code DataLoader} over the source.
 */
public final class DataPipeline implements Rule {
  private static final Text LOADER =
      new Text(
          "a DataLoader over the same source; when shuffled, in another order",
          "同一数据源上的 DataLoader；打乱时顺序不同");

  private static final Set<String> OPERATIONS =
      Set.of(
          "map",
          "repeat",
          "project",
          "create_dict_iterator",
          "create_tuple_iterator",
          "get_batch_size",
          "get_col_names");

  private static final Set<String> SOURCES =
      Set.of("mindspore.dataset.GeneratorDataset", "mindspore.dataset.NumpySlicesDataset");

  @Override
  public void apply(FilePort port) {
    port.calls()
        .filter(c -> c.name().equals("batch") && c.receiver().isPresent())
        .filter(c -> !port.isSettled(c.node()) && isOnlyIterated(port))
        .toList()
        .forEach(c -> source(port, c).ifPresent(source -> write(port, c, source)));
  }

  /** Whether the project asks its datasets for nothing that a DataLoader does not have. */
  private static boolean isOnlyIterated(FilePort port) {
    return port.program().project().files().stream()
        .flatMap(f -> f.root().descendants("attribute"))
        .noneMatch(a -> OPERATIONS.contains(a.get("attribute").text()));
  }

  /** The dataset that is batched, if it stands right before {@code batch} and is understood. */
  private static Optional<Call> source(FilePort port, Call batch) {
    boolean plain =
        batch.arguments().size() <= 2
            && batch.argument(0, "batch_size").isPresent()
            && batch.arguments().stream()
                .allMatch(a -> a.keyword().matches("|batch_size|drop_remainder"));
    return Call.of(batch.receiver().orElseThrow())
        .filter(c -> plain)
        .filter(c -> port.program().qualified(c.callee()).filter(SOURCES::contains).isPresent())
        .filter(c -> c.arguments().stream().allMatch(DataPipeline::isKnown))
        .filter(DataPipeline::hasColumns);
  }

  /** Whether each row is a tuple; what MindSpore makes of single arrays, a DataLoader does not. */
  private static boolean hasColumns(Call source) {
    Optional<Node> data = source.positional(0).map(Argument::value);
    Optional<Node> columns = source.argument(1, "column_names").map(Argument::value);
    return source.name().equals("NumpySlicesDataset")
        ? data.filter(d -> d.is("tuple")).isPresent()
        : data.isPresent()
            && columns.filter(c -> c.is("list", "tuple") && c.children().size() > 1).isPresent();
  }

  private static boolean isKnown(Argument argument) {
    return argument
        .keyword()
        .matches("|column_names|shuffle|num_parallel_workers|python_multiprocessing");
  }

  private void write(FilePort port, Call batch, Call source) {
    port.edits().replace(batch.node(), r -> loader(r, batch, source));
    port.settle(source.node());
    port.changed(this, batch.node(), Construct.DATA, Verdict.EQUIVALENT, LOADER, Optional.empty());
  }

  private static String loader(Rendering r, Call batch, Call source) {
    Node data = source.arguments().get(0).value();
    String items =
        source.name().equals("NumpySlicesDataset")
            ? "list(zip(" + String.join(", ", data.children().stream().map(r::text).toList()) + "))"
            : r.text(data);
    String shuffle = source.keyword("shuffle").map(a -> r.text(a.value())).orElse("True");
    String size = r.text(batch.argument(0, "batch_size").orElseThrow().value());
    List<String> rest =
        batch.argument(1, "drop_remainder").stream()
            .map(a -> ", drop_last=" + r.text(a.value()))
            .toList();
    return "%s(%s, batch_size=%s, shuffle=%s%s)"
        .formatted(
            r.name("torch.utils.data.DataLoader", source.callee()),
            items,
            size,
            shuffle,
            String.join("", rest));
  }
}
