package io.euge.spark.ui;

import io.euge.spark.activity.ExecutorReport;
import org.apache.spark.scheduler.SparkListenerEvent;

/**
 * An executor has sent a report; also in the event log.
 *
 * @param millis when, by the driver's clock
 */
public record ExecutorReported(long millis, ExecutorReport report) implements SparkListenerEvent {}
