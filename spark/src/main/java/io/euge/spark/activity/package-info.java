/** The activity of executors, which they report to the driver. */
package io.euge.spark.activity;
