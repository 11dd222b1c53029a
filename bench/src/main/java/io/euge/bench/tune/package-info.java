/** Compares the predictions of {@code euge tune} with the durations of jobs. */
package io.euge.bench.tune;
