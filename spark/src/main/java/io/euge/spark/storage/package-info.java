/** Finds and opens videos through Hadoop's file systems. */
package io.euge.spark.storage;
