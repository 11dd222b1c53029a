/** Reads the segments of a partition in a task. */
package io.euge.spark.source.reading;
