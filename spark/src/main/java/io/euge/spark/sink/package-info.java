/** Tables that grow by whole batches of a stream. */
package io.euge.spark.sink;
