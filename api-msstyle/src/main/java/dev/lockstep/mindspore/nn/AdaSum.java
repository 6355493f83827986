package dev.lockstep.mindspore.nn;

import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.Checks;
import java.util.ArrayList;
import java.util.List;

/**
 * The sum of vectors that counts once what they have in common: {@code (1 - a.b/(2 a.a))*a + (1 -
 * a.b/(2 b.b))*b}, pair by pair, then pair of pairs by pair of pairs.
 *
 * <p>Tensors of one element are averaged. Dot products are added up in double; MindSpore adds 1e-12
 * to each against division by 0, here a vector of zeros contributes nothing.
 *
 * @see <a href="https://arxiv.org/abs/2006.02924">Maleki et al. 2020</a>
 */
final class AdaSum {
  private AdaSum() {}

  /** Refuses a number of nodes that is not a power of 2. */
  static void checkNodes(String api, int nodes) {
    Checks.require(
        nodes >= 2 && Integer.bitCount(nodes) == 1,
        "%s: the number of nodes must be a power of 2, at least 2, got %s; stand-alone training is"
            + " not supported",
        api,
        nodes);
  }

  /** One sum for each parameter, from what each node has for it. */
  static List<Tensor> of(List<List<Tensor>> nodes) {
    List<Tensor> sums = new ArrayList<>();
    for (int i = 0; i < nodes.get(0).size(); i++) {
      List<Tensor> vectors = new ArrayList<>();
      for (List<Tensor> node : nodes) {
        vectors.add(node.get(i));
      }
      sums.add(vectors.get(0).size() == 1 ? mean(vectors) : sum(vectors));
    }
    return sums;
  }

  private static Tensor mean(List<Tensor> vectors) {
    Tensor mean = vectors.get(0).zerosLike();
    double sum = 0;
    for (Tensor vector : vectors) {
      sum += vector.get(0);
    }
    mean.set(0, sum / vectors.size());
    return mean;
  }

  private static Tensor sum(List<Tensor> vectors) {
    if (vectors.size() == 1) {
      return vectors.get(0);
    }
    int half = vectors.size() / 2;
    return pair(sum(vectors.subList(0, half)), sum(vectors.subList(half, vectors.size())));
  }

  private static Tensor pair(Tensor a, Tensor b) {
    double common = dot(a, b);
    double keepA = 1 - share(common, dot(a, a));
    double keepB = 1 - share(common, dot(b, b));
    Tensor sum = a.zerosLike();
    for (int i = 0; i < sum.size(); i++) {
      sum.set(i, keepA * a.get(i) + keepB * b.get(i));
    }
    return sum;
  }

  private static double share(double common, double square) {
    return square == 0 ? 0 : common / (2 * square);
  }

  private static double dot(Tensor a, Tensor b) {
    double dot = 0;
    for (int i = 0; i < a.size(); i++) {
      dot += a.get(i) * b.get(i);
    }
    return dot;
  }
}
