/** Converts frames to rows. */
package io.euge.spark.source.rows;
