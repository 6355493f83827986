package dev.lockstep.checkpoint;

import java.util.Arrays;
import java.util.Optional;

/** Element types, with their names in the three formats; values lie in little-endian order. */
public enum ElementType {
  /** 64-bit IEEE floating point. */
  F64(8, "DoubleStorage", "Float64"),
  /** 32-bit IEEE floating point. */
  F32(4, "FloatStorage", "Float32"),
  /** 16-bit IEEE floating point. */
  F16(2, "HalfStorage", "Float16"),
  /** The upper half of a 32-bit floating point number. */
  BF16(2, "BFloat16Storage", "BFloat16"),
  /** 64-bit integer. */
  I64(8, "LongStorage", "Int64"),
  /** 32-bit integer. */
  I32(4, "IntStorage", "Int32"),
  /** 16-bit integer. */
  I16(2, "ShortStorage", "Int16"),
  /** 8-bit integer. */
  I8(1, "CharStorage", "Int8"),
  /** 8-bit integer without a sign. */
  U8(1, "ByteStorage", "UInt8"),
  /** A truth value: 0 or 1. */
  BOOL(1, "BoolStorage", "Bool");

  private final int bytes;
  private final String torch;
  private final String mindSpore;

  ElementType(int bytes, String torch, String mindSpore) {
    this.bytes = bytes;
    this.torch = torch;
    this.mindSpore = mindSpore;
  }

  /** Bytes of an element. */
  public int bytes() {
    return bytes;
  }

  /** The storage class of torch, without {@code torch.}. */
  public String torchStorage() {
    return torch;
  }

  /** {@code tensor_type} of MindSpore. */
  public String mindSporeName() {
    return mindSpore;
  }

  /** The {@code dtype} of safetensors. */
  public String safetensorsName() {
    return name();
  }

  /** The type of a storage class of torch. */
  public static Optional<ElementType> ofTorch(String storage) {
    return Arrays.stream(values()).filter(type -> type.torch.equals(storage)).findFirst();
  }

  /** The type of a {@code tensor_type} of MindSpore. */
  public static Optional<ElementType> ofMindSpore(String name) {
    return Arrays.stream(values()).filter(type -> type.mindSpore.equals(name)).findFirst();
  }

  /** The type of a {@code dtype} of safetensors. */
  public static Optional<ElementType> ofSafetensors(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }
}
