package dev.lockstep.core;

/**
 * What a constructor takes beside the parameters: a {@link Setting} such as {@code lr(0.1)}, the
 * {@link Arithmetic}, or a facade's own switch.
 */
public interface Option {}
