/** Measures Spark jobs on a standalone cluster whose executors share GPUs. */
package io.euge.bench.cluster;
