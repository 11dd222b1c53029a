/**
 * Compares the speed of a job with that of its parts: inference alone, decoding alone, both
 * together, and the Spark job, all measured in one process.
 */
package io.euge.bench.limit;
