package dev.lockstep.core.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class CorrectlyRoundedTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;
  private static final double LEAST = Double.MIN_VALUE;
  private static final double MOST = Double.MAX_VALUE;

  @Test
  void powersOfSpecialValuesAreThoseOfC() {
    double[][] xyPower = {
      {1, NAN, 1},
      {1, INF, 1},
      {1, -INF, 1},
      {NAN, 0, 1},
      {NAN, -0.0, 1},
      {0, 0, 1},
      {INF, 0, 1},
      {-INF, -0.0, 1},
      {-1, INF, 1},
      {-1, -INF, 1},
      {NAN, 1, NAN},
      {2, NAN, NAN},
      {-2, NAN, NAN},
      {NAN, NAN, NAN},
      {0, NAN, NAN},
      {INF, NAN, NAN},
      {0, 1, 0},
      {-0.0, 1, -0.0},
      {-0.0, 3, -0.0},
      {-0.0, 2, 0},
      {-0.0, 0.5, 0},
      {0, 0.5, 0},
      {0, -1, INF},
      {-0.0, -1, -INF},
      {-0.0, -3, -INF},
      {-0.0, -2, INF},
      {-0.0, -0.5, INF},
      {0, INF, 0},
      {-0.0, INF, 0},
      {0, -INF, INF},
      {-0.0, -INF, INF},
      {-0.0, 0x1p53 - 1, -0.0},
      {-0.0, 0x1p53, 0},
      {-0.0, 1 - 0x1p53, -INF},
      {0.5, INF, 0},
      {0.5, -INF, INF},
      {-0.5, INF, 0},
      {-0.5, -INF, INF},
      {2, INF, INF},
      {2, -INF, 0},
      {-2, INF, INF},
      {-2, -INF, 0},
      {LEAST, INF, 0},
      {MOST, INF, INF},
      {INF, 2, INF},
      {INF, 0.5, INF},
      {INF, -2, 0},
      {INF, INF, INF},
      {INF, -INF, 0},
      {-INF, 3, -INF},
      {-INF, 2, INF},
      {-INF, 0.5, INF},
      {-INF, -3, -0.0},
      {-INF, -2, 0},
      {-INF, -0.5, 0},
      {-INF, INF, INF},
      {-INF, -INF, 0},
      {-8, 1.0 / 3, NAN},
      {-1, 0.5, NAN},
      {-2, 3, -8},
      {-2, 2, 4},
      {-2, -1, -0.5},
      {-1, MOST, 1},
      {-1, 0x1p53 - 1, -1},
      {-1, 3, -1},
      {-0.1, -1e300, INF},
      {-0.1, 1e300, 0},
    };
    for (double[] c : xyPower) {
      assertBits(c[2], CorrectlyRounded.pow(c[0], c[1]), "pow(" + c[0] + ", " + c[1] + ")");
    }
  }

  @Test
  void powersAtTheEndsOfTheRangeRoundThere() {
    double[][] xyPower = {
      {2, 1024, INF},
      {2, 1023, 0x1p1023},
      {2, -1074, LEAST},
      {2, -1075, 0},
      {2, -1022, 0x1p-1022},
      {-2, -1075, -0.0},
      {-2, 1025, -INF},
      {0x1p-1074, 1, LEAST},
      {LEAST, 2, 0},
      {MOST, 1, MOST},
      {MOST, 2, INF},
      {MOST, -1, 0x1p-1024},
      {LEAST, -1, INF},
      {4, -537, LEAST},
      {4, -537.5, 0},
      {4, 511.5, 0x1p1023},
      {0x1p-1074, 0.5, 0x1p-537},
      {0x1p-1074, -0.5, 0x1p537},
      {Math.nextUp(2.0), -1075, 0},
      {Math.nextDown(2.0), -1075, LEAST},
      {1 + 0x1p-52, 0x1p62, INF},
      {1 - 0x1p-53, 0x1p62, 0x1.44109edb2088fp-739},
      {1 + 0x1p-52, LEAST, 1},
      {1 - 0x1p-53, -LEAST, 1},
      {MOST, LEAST, 1},
      {LEAST, LEAST, 1},
      {1 + 0x1p-52, 0.25, 1},
      {1 + 0x1p-52, 0.75, 1 + 0x1p-52},
      {1 - 0x1p-53, 0.25, 1},
    };
    for (double[] c : xyPower) {
      assertBits(c[2], CorrectlyRounded.pow(c[0], c[1]), "pow(" + c[0] + ", " + c[1] + ")");
    }
  }

  @Test
  void powersHalfwayBetweenTwoDoublesGoToTheEvenOne() {
    double odd = 0x1p27 - 1; // its square has 54 bits, the last one set
    assertBits(odd * odd, CorrectlyRounded.pow(odd, 2), "27 bits squared");
    double ninth = 0x1p6 - 3; // 61^9 has 54 bits
    assertBits((double) 11694146092834141L, CorrectlyRounded.pow(ninth, 9), "6 bits to the ninth");
    assertBits((double) 16677181699666569L, CorrectlyRounded.pow(3, 34), "3^34");
    assertBits(5559060566555523.0, CorrectlyRounded.pow(3, 33), "3^33");
    // with a root: 3^68 is no double, 81^17 = 9^34 = 3^68; (9^34)^(1/2) = 3^34
    assertBits((double) 16677181699666569L, CorrectlyRounded.pow(9, 17), "9^17");
    assertBits((double) 16677181699666569L, CorrectlyRounded.pow(81, 8.5), "81^8.5");
    assertBits((double) 16677181699666569L, CorrectlyRounded.pow(6561, 4.25), "6561^4.25");
    assertBits(
        Math.scalb((double) 16677181699666569L, -68), CorrectlyRounded.pow(0.75, 34), "0.75^34");
  }

  @Test
  void specialValuesOfExp() {
    double[][] xExp = {
      {0, 1},
      {-0.0, 1},
      {INF, INF},
      {-INF, 0},
      {NAN, NAN},
      {LEAST, 1},
      {-LEAST, 1},
      {1, Math.E},
      {0x1p-54, 1},
      {-0x1p-54, 1},
      {0x1p-53, 1 + 0x1p-52},
      {-0x1p-55, 1},
      {0x1.62e42fefa39efp9, 0x1.fffffffffff2ap1023},
      {0x1.62e42fefa39fp9, INF},
      {1e300, INF},
      {-1e300, 0},
      {-0x1.74910d52d3051p9, LEAST},
      {-0x1.74910d52d3052p9, 0},
      {-746, 0},
      {710, INF},
    };
    for (double[] c : xExp) {
      assertBits(c[1], CorrectlyRounded.exp(c[0]), "exp(" + c[0] + ")");
    }
  }

  @Test
  void specialValuesOfLog() {
    double[][] xLog = {
      {1, 0},
      {0, -INF},
      {-0.0, -INF},
      {INF, INF},
      {-1, NAN},
      {-INF, NAN},
      {NAN, NAN},
      {-LEAST, NAN},
      {Math.nextUp(1.0), 0x1.fffffffffffffp-53},
      {LEAST, -744.4400719213812},
      {Math.nextDown(1.0), -0x1p-53},
      {2, 0.6931471805599453},
      {MOST, 709.782712893384},
      {Double.MIN_NORMAL, -708.3964185322641},
    };
    for (double[] c : xLog) {
      assertBits(c[1], CorrectlyRounded.log(c[0]), "log(" + c[0] + ")");
    }
  }

  @Test
  void specialAngles() {
    double[][] xSinCos = {
      {0, 0, 1},
      {-0.0, -0.0, 1},
      {LEAST, LEAST, 1},
      {-LEAST, -LEAST, 1},
      {INF, NAN, NAN},
      {-INF, NAN, NAN},
      {NAN, NAN, NAN},
      {Math.PI, 1.2246467991473532e-16, -1},
      {Math.PI / 2, 1, 6.123233995736766e-17},
      {0x1p-27, 0x1p-27, 1},
      {Math.nextDown(0x1p-27), Math.nextDown(0x1p-27), 1},
      {-0x1p-28, -0x1p-28, 1},
      // the double nearest to a multiple of pi/2 of all
      {0x1.6ac5b262ca1ffp849, 1, -4.687165924254628E-19},
      {MOST, 0.004961954789184062, -0.9999876894265599},
    };
    for (double[] c : xSinCos) {
      assertBits(c[1], CorrectlyRounded.sin(c[0]), "sin(" + c[0] + ")");
      assertBits(c[2], CorrectlyRounded.cos(c[0]), "cos(" + c[0] + ")");
    }
  }

  @Test
  void theFastPathAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    useAll(10_000);
    long before = threads.getThreadAllocatedBytes(thread);
    long after = threads.getThreadAllocatedBytes(thread);
    long own = after - before; // what asking costs
    before = threads.getThreadAllocatedBytes(thread);
    double sum = useAll(1_000);
    after = threads.getThreadAllocatedBytes(thread);
    assertEquals(own, after - before, "bytes allocated, sum " + sum);
  }

  private static double useAll(int times) {
    double sum = 0;
    for (int t = 1; t <= times; t++) {
      sum += CorrectlyRounded.pow(0.999, t) + CorrectlyRounded.exp(-0.01 * t);
      sum += CorrectlyRounded.log(t) + CorrectlyRounded.sin(t) + CorrectlyRounded.cos(t);
    }
    return sum;
  }

  private static void assertBits(double expected, double actual, String what) {
    assertEquals(Double.toHexString(expected), Double.toHexString(actual), what);
  }
}
