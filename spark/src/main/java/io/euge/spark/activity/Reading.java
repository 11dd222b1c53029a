package io.euge.spark.activity;

import java.io.Serializable;

/**
 * A segment of a video that a task has read to its end, or up to an error.
 *
 * @param scan Spark's number of the query
 * @param video as in the column {@code video} of the results
 * @param firstFrame the first frame of the segment
 * @param segments the number of segments of this video in the scan
 * @param nanos of the task, including what it did with the rows
 * @param error code and first line of the first error; null if there was none
 */
public record Reading(
    long scan,
    String video,
    long firstFrame,
    int segments,
    long frames,
    long nanos,
    int errors,
    String error)
    implements Serializable {}
