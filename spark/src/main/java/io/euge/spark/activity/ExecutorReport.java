package io.euge.spark.activity;

import java.io.Serializable;
import java.util.List;

/**
 * A periodic report of an executor to the driver.
 *
 * @param executor Spark's id of the executor
 * @param readings those that ended since the last report, at most {@link
 *     ExecutorActivity#MAX_READINGS}
 */
public record ExecutorReport(
    String executor,
    String host,
    ProcessReport process,
    List<ScanFrames> frames,
    List<Reading> readings)
    implements Serializable {}
