package io.euge.spark.errors;

import io.euge.video.Segment;
import io.euge.video.VideoException;
import java.io.Serializable;

/**
 * One thing that is wrong with a video: a row of the error table.
 *
 * @param video as the column {@code video} of the results names it
 * @param segment the part that was read; null where the video could not be opened at all
 * @param seconds presentation time of the last good frame, NaN if there was none
 * @param message one sentence for people
 */
public record BadInput(
    String video,
    Segment segment,
    VideoException.Stage stage,
    double seconds,
    VideoException.Code code,
    String message)
    implements Serializable {

  public static BadInput of(String video, Segment segment, VideoException wrong) {
    return new BadInput(
        video, segment, wrong.stage(), wrong.seconds(), wrong.code(), wrong.getMessage());
  }
}
