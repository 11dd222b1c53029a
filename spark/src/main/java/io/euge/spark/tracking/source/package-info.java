/** {@code spark.read().format("tracks")}. */
package io.euge.spark.tracking.source;
