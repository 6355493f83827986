package dev.lockstep.mindspore.nn;

import dev.lockstep.core.Parameter;

/**
 * A parameter with what its group says of it.
 *
 * @param parameter the parameter
 * @param rate shared by its group
 * @param decay shared by its group
 * @param centralize whether its gradient's mean is to be subtracted
 */
record Member(Parameter parameter, Rate rate, Decay decay, boolean centralize) {}
