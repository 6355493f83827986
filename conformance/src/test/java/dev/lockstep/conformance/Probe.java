package dev.lockstep.conformance;

import java.nio.file.Path;

/** Try-out. */
public final class Probe {
  private Probe() {}

  public static void main(String[] args) throws Exception {
    for (FileReport r : Conformance.standard().replay(Path.of(args[0]), x -> {})) {
      System.out.printf(
          "%s %d/%d values %d exact %d worst %.0f %s %s %s%n",
          r.file(),
          r.replayed(),
          r.cases(),
          r.values(),
          r.exact(),
          r.worstUlp(),
          r.mode(),
          r.withinBudget(),
          r.unsupported().isEmpty() ? "" : r.unsupported().get(0));
      r.deviations().stream().limit(3).forEach(d -> System.out.println("   " + d));
    }
  }
}
