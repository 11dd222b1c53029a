package io.euge.spark.activity;

import java.io.Serializable;

/**
 * The frames that an executor has read since its last report.
 *
 * @param scan Spark's number of the query
 * @param millis the time before the report in which it read them
 */
public record ScanFrames(long scan, long frames, long millis) implements Serializable {}
