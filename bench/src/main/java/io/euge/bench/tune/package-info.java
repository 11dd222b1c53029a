/** Compares what {@code euge tune} predicts with jobs that run. */
package io.euge.bench.tune;
