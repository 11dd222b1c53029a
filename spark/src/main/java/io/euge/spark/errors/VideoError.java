package io.euge.spark.errors;

import io.euge.spark.recording.Recording;
import io.euge.video.Segment;
import io.euge.video.VideoException;
import java.io.Serializable;
import java.time.Instant;

/**
 * An error of a video: a row of the error table.
 *
 * @param video as in the column {@code video} of the results
 * @param camera as in the column {@code camera} of the results; null if unknown
 * @param segment the part that was read; null if the video could not be opened
 * @param seconds presentation time of the last good frame, NaN if there was none
 * @param time {@code seconds} as a point in time; null if that or the start of the video is unknown
 * @param message one sentence for people
 */
public record VideoError(
    String video,
    String camera,
    Segment segment,
    VideoException.Stage stage,
    double seconds,
    Instant time,
    VideoException.Code code,
    String message)
    implements Serializable {

  static VideoError of(Recording video, Segment segment, VideoException error) {
    return new VideoError(
        video.path(),
        video.camera(),
        segment,
        error.stage(),
        error.seconds(),
        video.time(error.seconds()),
        error.code(),
        error.getMessage());
  }

  /** Returns the code and the first line of the message, for a list of errors. */
  public String summary() {
    return code + ": " + message.lines().findFirst().orElse("");
  }
}
