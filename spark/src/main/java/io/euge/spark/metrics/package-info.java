/** The metrics of scans and processes. */
package io.euge.spark.metrics;
