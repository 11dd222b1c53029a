package io.euge.bench.script;

import io.euge.bench.measurement.Samples;

/**
 * The measurements of a contestant.
 *
 * @param agreement fraction of the confident boxes that it and the first contestant have in common
 * @param processorSeconds CPU time per round
 * @param wallSeconds elapsed time per round
 */
record Outcome(
    String engine,
    String program,
    double agreement,
    Samples processorSeconds,
    Samples wallSeconds) {}
