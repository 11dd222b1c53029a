/** The batches of a stream of videos, and their log in Spark's checkpoint. */
package io.euge.spark.source.stream;
