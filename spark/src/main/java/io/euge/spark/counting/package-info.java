/** Counts the events of the tracks of tables, in parallel by video. */
package io.euge.spark.counting;
