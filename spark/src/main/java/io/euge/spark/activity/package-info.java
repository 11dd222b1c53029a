/** What executors are doing, as they report to the driver. */
package io.euge.spark.activity;
