package dev.lockstep.torch.optim;

import dev.lockstep.core.Option;
import dev.lockstep.torch.sqrt.IeeeSquareRoot;
import dev.lockstep.torch.sqrt.SquareRoot;
import dev.lockstep.torch.sqrt.StockSquareRoot;

/**
 * Which square root torch's default and foreach kernels take: it depends on the processor that
 * torch runs on. Fused kernels always take the correctly rounded one, and so does common
 * arithmetic.
 */
public enum SquareRootProfile implements Option {
  /** Correctly rounded: the default. */
  IEEE {
    @Override
    SquareRoot root() {
      return new IeeeSquareRoot();
    }
  },
  /** The vendor library's on AMD processors, 1 ulp off on a sixth of all floats; slower here. */
  STOCK {
    @Override
    SquareRoot root() {
      return new StockSquareRoot();
    }
  };

  /** The root itself. */
  abstract SquareRoot root();
}
