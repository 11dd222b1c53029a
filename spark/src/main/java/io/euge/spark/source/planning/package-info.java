/** Probes videos, splits them into segments, and groups these into partitions. */
package io.euge.spark.source.planning;
