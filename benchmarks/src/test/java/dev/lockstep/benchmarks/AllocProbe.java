package dev.lockstep.benchmarks;

import dev.lockstep.config.Api;
import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.DType;
import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Threads;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

class AllocProbe {
  public static void main(String[] args) {
    var bean = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (Api api : Optimizers.all()) {
      if (args.length > 1 && !api.name().matches(args[1])) continue;
      for (Arithmetic a : Arithmetic.values()) {
        try {
          List<Parameter> ps = new ArrayList<>();
          for (int i = 0; i < 5; i++) {
            Parameter p = new Parameter("p" + i, Tensor.zeros(DType.F32, 10, 7));
            p.setGrad(Tensor.zeros(DType.F32, 10, 7));
            p.grad().fill(0.1);
            p.value().fill(0.5);
            ps.add(p);
          }
          Option[] o = {a, Threads.of(args.length > 0 ? Integer.parseInt(args[0]) : 1)};
          Runnable step = Optimizers.step(api, ps, o);
          step.run();
          StringBuilder s = new StringBuilder();
          for (int n :
              args.length > 1
                  ? new int[] {1, 10, 20000}
                  : new int[] {1, 10, 100, 1000, 10000, 20000}) {
            long b = bean.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < n; i++) {
              step.run();
            }
            s.append(" ").append((bean.getCurrentThreadAllocatedBytes() - b) / n);
          }
          System.out.printf("%-45s %-7s%s%n", api.name(), a, s);
        } catch (RuntimeException e) {
          System.out.println(api.name() + " " + a + " " + e);
        }
      }
    }
  }
}
