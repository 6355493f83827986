package dev.lockstep.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the virtual machine allows: one plain loop an optimizer over arrays, nothing around it.
 * Where this is slower than C, so is every optimizer in Java. Arguments: {@code OPTIMIZER 1}.
 */
public final class BareLoopContestant {
  private BareLoopContestant() {}

  /** Serves one process. */
  public static void main(String[] args) throws IOException {
    Contestant.serve(args, BareLoopContestant::subject);
  }

  /** A loop over one tensor: parameter, gradient, state; rate and root are Adam's corrections. */
  private interface Loop {
    void update(float[] p, float[] g, float[][] s, float rate, float root);
  }

  private static Subject subject(String optimizer, int threads, List<List<Integer>> sizes) {
    if (threads > 1) {
      throw new UnsupportedOperationException("one thread only");
    }
    return switch (optimizer) {
      case "sgd" -> new Loops(BareLoopContestant::sgd, 0, sizes);
      case "sgd-decay" -> new Loops(BareLoopContestant::sgdDecay, 0, sizes);
      case "momentum" -> new Loops(BareLoopContestant::momentum, 1, sizes);
      case "adam" -> new Loops(BareLoopContestant::adam, 2, sizes);
      case "amsgrad" -> new Loops(BareLoopContestant::amsgrad, 3, sizes);
      default -> throw new UnsupportedOperationException("no " + optimizer);
    };
  }

  private static void sgd(float[] p, float[] g, float[][] s, float rate, float root) {
    final float lr = (float) Work.LR;
    for (int i = 0; i < p.length; i++) {
      p[i] = Math.fma(-lr, g[i], p[i]);
    }
  }

  private static void sgdDecay(float[] p, float[] g, float[][] s, float rate, float root) {
    final float lr = (float) Work.LR;
    final float decay = (float) Work.DECAY;
    for (int i = 0; i < p.length; i++) {
      p[i] = Math.fma(-lr, Math.fma(decay, p[i], g[i]), p[i]);
    }
  }

  private static void momentum(float[] p, float[] g, float[][] s, float rate, float root) {
    final float lr = (float) Work.LR;
    final float momentum = (float) Work.MOMENTUM;
    final float[] m = s[0];
    for (int i = 0; i < p.length; i++) {
      float mi = Math.fma(momentum, m[i], g[i]);
      m[i] = mi;
      p[i] = Math.fma(-lr, mi, p[i]);
    }
  }

  private static void adam(float[] p, float[] g, float[][] s, float rate, float root) {
    final float[] m = s[0];
    final float[] v = s[1];
    for (int i = 0; i < p.length; i++) {
      float gi = g[i];
      float mi = 0.9f * m[i] + 0.1f * gi;
      float vi = 0.999f * v[i] + 0.001f * (gi * gi);
      m[i] = mi;
      v[i] = vi;
      p[i] = p[i] - rate * (mi / ((float) Math.sqrt(vi) / root + 1e-8f));
    }
  }

  private static void amsgrad(float[] p, float[] g, float[][] s, float rate, float root) {
    final float[] m = s[0];
    final float[] v = s[1];
    final float[] x = s[2];
    for (int i = 0; i < p.length; i++) {
      float gi = g[i];
      float mi = 0.9f * m[i] + 0.1f * gi;
      float vi = 0.999f * v[i] + 0.001f * (gi * gi);
      float xi = Math.max(x[i], vi);
      m[i] = mi;
      v[i] = vi;
      x[i] = xi;
      p[i] = p[i] - rate * (mi / ((float) Math.sqrt(xi) / root + 1e-8f));
    }
  }

  /** A loop over all tensors. */
  private static final class Loops implements Subject {
    private final Loop loop;
    private final List<float[][]> tensors = new ArrayList<>();
    private final List<float[][]> states = new ArrayList<>();
    private int t;

    Loops(Loop loop, int slots, List<List<Integer>> sizes) {
      this.loop = loop;
      for (List<Integer> group : sizes) {
        for (int size : group) {
          tensors.add(new float[][] {Work.parameters(size), Work.gradients(size)});
        }
      }
      for (float[][] tensor : tensors) {
        states.add(new float[slots][tensor[0].length]);
      }
    }

    @Override
    public void step() {
      t++;
      float rate = (float) (Work.LR / (1 - Math.pow(0.9, t)));
      float root = (float) Math.sqrt(1 - Math.pow(0.999, t));
      for (int i = 0; i < tensors.size(); i++) {
        loop.update(tensors.get(i)[0], tensors.get(i)[1], states.get(i), rate, root);
      }
    }

    @Override
    public double probe() {
      return tensors.get(0)[0][1];
    }

    @Override
    public String version() {
      return "Java " + Runtime.version();
    }
  }
}
