/** The data sources {@code detections} and {@code video}: providers, tables, scans and schemas. */
package io.euge.spark.source;
