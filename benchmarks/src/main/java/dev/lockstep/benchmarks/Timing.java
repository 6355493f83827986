package dev.lockstep.benchmarks;

/**
 * How long is measured.
 *
 * @param warm milliseconds of steps before the first round
 * @param rounds how often each contestant has its turn
 * @param burst milliseconds of steps in a turn (at least three steps)
 */
public record Timing(long warm, int rounds, long burst) {}
