/** {@code spark.read().format("counts")}. */
package io.euge.spark.counting.source;
