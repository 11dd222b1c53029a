package io.euge.spark.ui;

import java.util.List;
import org.apache.spark.scheduler.SparkListenerEvent;

/** Executors have sent reports; also in the event log. */
public record ExecutorsReported(List<TimedReport> reports) implements SparkListenerEvent {}
