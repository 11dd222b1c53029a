package io.euge.spark.errors;

import io.euge.video.Segment;
import io.euge.video.VideoException;
import java.io.Serializable;

/**
 * An error of a video: a row of the error table.
 *
 * @param video as in the column {@code video} of the results
 * @param segment the part that was read; null if the video could not be opened
 * @param seconds presentation time of the last good frame, NaN if there was none
 * @param message one sentence for people
 */
public record VideoError(
    String video,
    Segment segment,
    VideoException.Stage stage,
    double seconds,
    VideoException.Code code,
    String message)
    implements Serializable {

  static VideoError of(String video, Segment segment, VideoException error) {
    return new VideoError(
        video, segment, error.stage(), error.seconds(), error.code(), error.getMessage());
  }
}
