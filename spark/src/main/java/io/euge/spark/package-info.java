/** Euge on Spark: the data sources, their settings, and what lives in each executor. */
package io.euge.spark;
