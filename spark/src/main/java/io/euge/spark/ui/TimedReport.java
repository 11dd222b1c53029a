package io.euge.spark.ui;

import io.euge.spark.activity.ExecutorReport;

/**
 * A report of an executor.
 *
 * @param millis when it came, by the driver's clock
 */
public record TimedReport(long millis, ExecutorReport report) {}
