package io.euge.spark.activity;

import java.io.Serializable;

/**
 * A frame of a running task with its detections, for Spark's UI alone: it is in no event and no
 * log.
 *
 * @param task Spark's number of the task's attempt, of all attempts of the application
 * @param video as in the column {@code video} of the results
 * @param jpeg a file of at most {@link io.euge.rendering.FramePicture#MAX_BYTES}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record TaskPicture(
    String executor, long task, String video, long frame, double seconds, byte[] jpeg)
    implements Serializable {}
