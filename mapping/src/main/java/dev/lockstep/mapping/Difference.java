package dev.lockstep.mapping;

/**
 * A named way in which two APIs differ.
 *
 * @param id the pattern, not the cure: {@code eps-inside-correction}
 * @param text what happens, and what it does to the numbers
 */
public record Difference(String id, Text text) {}
