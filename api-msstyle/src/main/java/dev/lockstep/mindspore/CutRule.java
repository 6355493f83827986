package dev.lockstep.mindspore;

import dev.lockstep.core.DType;
import dev.lockstep.core.GradientView;
import dev.lockstep.core.UpdateRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A kernel that runs over chunks of one tensor: the widest part takes what fills its lanes, the
 * next takes its share of the rest, and so on.
 */
final class CutRule<H> extends UpdateRule<H> {
  private final List<UpdateRule<H>> rules;
  private final int[] lanes;
  private final int size;
  // One element, shared with the rule through a view.
  private final int[] chunk;
  private int launches;

  /** For a tensor of that type and size. */
  CutRule(List<Operator.Part<H>> parts, DType dtype, int size) {
    this(new ArrayList<>(), new int[parts.size()], size, new int[1]);
    for (int i = 0; i < lanes.length; i++) {
      rules.add(parts.get(i).rule().shared(dtype));
      // A register holds half as many doubles.
      lanes[i] = dtype == DType.F32 ? parts.get(i).lanes() : Math.max(1, parts.get(i).lanes() / 2);
    }
  }

  private CutRule(List<UpdateRule<H>> rules, int[] lanes, int size, int[] chunk) {
    this.rules = rules;
    this.lanes = lanes;
    this.size = size;
    this.chunk = chunk;
  }

  @Override
  public Optional<UpdateRule<H>> through(GradientView view) {
    List<UpdateRule<H>> viewed = new ArrayList<>();
    rules.forEach(rule -> rule.through(view).ifPresent(viewed::add));
    return viewed.size() == rules.size()
        ? Optional.of(new CutRule<>(viewed, lanes, size, chunk))
        : Optional.empty();
  }

  /** Cuts the tensor for the coming launch, and counts it. */
  void launch(Cut cut, int threads) {
    int chunks = cut.chunks(size, launches++, threads);
    chunk[0] = Math.max(1, (size + chunks - 1) / chunks);
  }

  /** Which part takes an element. */
  private int part(int at) {
    int part = 0;
    while (part < lanes.length - 1 && at >= end(at, part)) {
      part++;
    }
    return part;
  }

  /** Where a part ends in the chunk around an element. */
  private int end(int at, int part) {
    int start = at / chunk[0] * chunk[0];
    int end = Math.min(size, start + chunk[0]);
    return end - (end - start) % lanes[part];
  }

  @Override
  public void update(H h, float[] p, float[] g, float[][] s, int from, int to) {
    int at = from;
    while (at < to) {
      int part = part(at);
      int end = Math.min(to, end(at, part));
      rules.get(part).update(h, p, g, s, at, end);
      at = end;
    }
  }

  @Override
  public void update(H h, double[] p, double[] g, double[][] s, int from, int to) {
    int at = from;
    while (at < to) {
      int part = part(at);
      int end = Math.min(to, end(at, part));
      rules.get(part).update(h, p, g, s, at, end);
      at = end;
    }
  }
}
