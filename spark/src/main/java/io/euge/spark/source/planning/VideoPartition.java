package io.euge.spark.source.planning;

import io.euge.spark.recording.Recording;
import io.euge.video.Segment;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * The work of one task.
 *
 * @param video the video
 * @param segment the part of it to read
 */
public record VideoPartition(Recording video, Segment segment) implements InputPartition {}
