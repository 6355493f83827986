package dev.lockstep.core;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A gradient that is zero but for some rows: elements of the first dimension of a tensor, as the
 * gradient of an embedding is.
 *
 * <p>Rows are kept sorted and distinct; the values of a row that is given more than once add up, in
 * the order in which they came. (Torch adds up more than two in the order of its sort, which
 * depends on the processor.)
 */
public final class SparseRows {
  private final int[] rows;
  private final int width;
  private final Tensor values;
  private final SparseRows given;

  /**
   * Sorted and distinct rows are taken over without a copy of their values.
   *
   * @param rows which rows, counted from 0
   * @param values their values, shape {@code [rows.length, ...]} and then as a row of the tensor
   * @throws IllegalArgumentException if a row is negative or there are not as many values as rows
   */
  public SparseRows(int[] rows, Tensor values) {
    if (values.rank() == 0 || values.shape()[0] != rows.length) {
      throw new IllegalArgumentException(
          "%s rows need values of shape [%s, ...], got %s"
              .formatted(rows.length, rows.length, values));
    }
    this.rows = IntStream.of(rows).sorted().distinct().toArray();
    if (this.rows.length > 0 && this.rows[0] < 0) {
      throw new IllegalArgumentException("rows must be at least 0, got " + this.rows[0]);
    }
    this.width = width(values.shape());
    boolean coalesced = Arrays.equals(this.rows, rows);
    this.values = coalesced ? values : added(rows, values);
    this.given = coalesced ? this : new SparseRows(rows, width, values);
  }

  /** Rows in any order. */
  private SparseRows(int[] rows, int width, Tensor values) {
    this.rows = rows;
    this.width = width;
    this.values = values;
    this.given = this;
  }

  /** A gradient of that tensor without any row: zero everywhere. */
  public static SparseRows none(Tensor like) {
    int[] shape = like.shape();
    shape[0] = 0;
    return new SparseRows(new int[0], Tensor.zeros(like.dtype(), shape));
  }

  /** Which rows, sorted and distinct; the array itself, not a copy. */
  public int[] rows() {
    return rows;
  }

  /** The values of these rows, one after the other. */
  public Tensor values() {
    return values;
  }

  /** Whether the rows were given sorted and distinct, as torch's {@code coalesce()} makes them. */
  public boolean isCoalesced() {
    return given == this;
  }

  /**
   * The rows and values as they were given, neither sorted nor distinct, for who adds each value to
   * a parameter instead of their sum.
   */
  public SparseRows given() {
    return given;
  }

  /** Elements in a row. */
  public int width() {
    return width;
  }

  private static int width(int[] shape) {
    int width = 1;
    for (int i = 1; i < shape.length; i++) {
      width *= shape[i];
    }
    return width;
  }

  /** Whether this can be the gradient of that tensor. */
  public boolean fits(Tensor value) {
    int[] full = value.shape();
    int[] part = values.shape();
    return value.dtype() == values.dtype()
        && full.length == part.length
        && Arrays.equals(full, 1, full.length, part, 1, part.length)
        && (rows.length == 0 || rows[rows.length - 1] < full[0]);
  }

  /** The same gradient with its zeros; {@code like} is the tensor that it belongs to. */
  public Tensor toDense(Tensor like) {
    Tensor dense = like.zerosLike();
    int width = width();
    for (int k = 0; k < rows.length; k++) {
      for (int i = 0; i < width; i++) {
        dense.set(rows[k] * width + i, values.get(k * width + i));
      }
    }
    return dense;
  }

  @Override
  public String toString() {
    return "rows " + Arrays.toString(rows) + " of " + values;
  }

  private Tensor added(int[] given, Tensor each) {
    int[] shape = each.shape();
    shape[0] = rows.length;
    Tensor sums = Tensor.zeros(each.dtype(), shape);
    boolean[] seen = new boolean[rows.length];
    for (int k = 0; k < given.length; k++) {
      int row = Arrays.binarySearch(rows, given[k]);
      for (int i = 0; i < width; i++) {
        double value = each.get(k * width + i);
        int at = row * width + i;
        sums.set(at, seen[row] ? sums.get(at) + value : value);
      }
      seen[row] = true;
    }
    return sums;
  }
}
