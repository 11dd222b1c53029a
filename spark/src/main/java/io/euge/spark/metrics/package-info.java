/** What a scan counts. */
package io.euge.spark.metrics;
