package dev.lockstep.core;

/** What an optimizer is made of: a {@link Parameter}, or a {@link Group} of them with options. */
public sealed interface Trainable permits Parameter, Group {}
