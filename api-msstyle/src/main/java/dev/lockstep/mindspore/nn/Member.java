package dev.lockstep.mindspore.nn;

import dev.lockstep.core.Parameter;

/**
 * A parameter with what its group says of it.
 *
 * @param parameter the parameter
 * @param terms of its group
 */
record Member(Parameter parameter, Terms terms) {}
