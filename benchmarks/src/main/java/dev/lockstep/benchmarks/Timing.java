package dev.lockstep.benchmarks;

/**
 * How long is measured.
 *
 * @param waves how many processes of each contestant have their turns, one after the other
 * @param warm milliseconds of steps before the first round
 * @param rounds how often each process has its turn
 * @param burst milliseconds of steps in a turn (at least three steps)
 */
public record Timing(int waves, long warm, int rounds, long burst) {}
