package dev.lockstep.mindspore.nn;

/**
 * What a group says of its parameters; they share the object.
 *
 * @param rate the group's
 * @param decay the group's
 * @param centralize whether a gradient's mean is to be subtracted
 */
record Terms(Rate rate, Decay decay, boolean centralize) {}
