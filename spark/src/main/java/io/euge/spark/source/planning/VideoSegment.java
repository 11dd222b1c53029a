package io.euge.spark.source.planning;

import io.euge.spark.recording.Recording;
import io.euge.video.Segment;
import java.io.Serializable;

/**
 * A part of a video that a task reads.
 *
 * @param video the video
 * @param segment the part of it to read
 */
public record VideoSegment(Recording video, Segment segment) implements Serializable {}
