/**
 * How near a job comes to the speed that its parts allow: inference alone, decoding alone, both
 * together, and the Spark job, measured in one process and one run.
 */
package io.euge.bench.limit;
