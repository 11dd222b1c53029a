package io.euge.spark.source.planning;

import io.euge.video.Segment;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * The work of one task.
 *
 * @param video the Hadoop path of the video
 * @param segment the part of it to read
 */
public record VideoPartition(String video, Segment segment) implements InputPartition {}
