package io.euge.bench.script;

import io.euge.bench.measurement.Samples;

/**
 * What a contestant took.
 *
 * @param agreement the part of the confident boxes that it and the first contestant both found
 * @param processorSeconds taken in each round
 * @param wallSeconds taken in each round
 */
record Outcome(
    String engine,
    String program,
    double agreement,
    Samples processorSeconds,
    Samples wallSeconds) {}
