package dev.lockstep.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
  // As they were given.
  private final int[] givenRows;
  private final Tensor givenValues;

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
          "%d rows need values of shape [%d, ...], got %s"
              .formatted(rows.length, rows.length, values));
    }
    this.rows = IntStream.of(rows).sorted().distinct().toArray();
    if (this.rows.length > 0 && this.rows[0] < 0) {
      throw new IllegalArgumentException("rows must be at least 0, got " + this.rows[0]);
    }
    this.width = width(values.shape());
    this.values = Arrays.equals(this.rows, rows) ? values : added(rows, values);
    this.givenRows = rows;
    this.givenValues = values;
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
    return values == givenValues;
  }

  /** How many rows were given, a row that was given more than once counted as often. */
  public int given() {
    return givenRows.length;
  }

  /**
   * The same gradient as several of distinct rows, for who adds each of its values to a parameter
   * instead of their sum: the first has what was given first for each row, and so on.
   */
  public List<SparseRows> turns() {
    if (rows.length == givenRows.length) {
      return List.of(this);
    }
    List<SparseRows> turns = new ArrayList<>();
    int[] left = IntStream.range(0, givenRows.length).toArray();
    while (left.length > 0) {
      boolean[] seen = new boolean[rows.length];
      List<Integer> now = new ArrayList<>();
      List<Integer> later = new ArrayList<>();
      for (int k : left) {
        int row = Arrays.binarySearch(rows, givenRows[k]);
        (seen[row] ? later : now).add(k);
        seen[row] = true;
      }
      turns.add(only(now));
      left = later.stream().mapToInt(Integer::intValue).toArray();
    }
    return turns;
  }

  /** Of what was given, that at these places. */
  private SparseRows only(List<Integer> places) {
    int[] shape = givenValues.shape();
    shape[0] = places.size();
    Tensor part = Tensor.zeros(givenValues.dtype(), shape);
    int[] partRows = new int[places.size()];
    for (int k = 0; k < partRows.length; k++) {
      partRows[k] = givenRows[places.get(k)];
      for (int i = 0; i < width; i++) {
        part.set(k * width + i, givenValues.get(places.get(k) * width + i));
      }
    }
    return new SparseRows(partRows, part);
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
