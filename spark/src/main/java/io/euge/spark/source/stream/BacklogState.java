package io.euge.spark.source.stream;

import io.euge.spark.recording.Recording;
import io.euge.spark.source.planning.VideoSplits;
import java.util.List;

/**
 * What a stream knows after a batch, which stands for all entries of its log up to that batch.
 *
 * @param readable the paths of the videos that could be opened
 * @param unreadable the files that could not be opened when they were tried last
 * @param waiting the segments that wait for a batch
 * @param unsplit the number of long videos that could not be split
 * @param rows the estimated number of rows of all videos; negative if not known
 * @param seconds about how long the segments are that were in a batch, in seconds of video
 * @param newest the last time of change of all files; {@link Backlog#NONE} if there is none, and in
 *     a state of an earlier version
 */
record BacklogState(
    List<String> readable,
    List<Recording> unreadable,
    List<VideoSplits> waiting,
    long unsplit,
    long rows,
    double seconds,
    long newest) {
  BacklogState {
    readable = List.copyOf(readable);
    unreadable = List.copyOf(unreadable);
    waiting = List.copyOf(waiting);
  }
}
