package io.euge.spark.recording;

import io.euge.video.RecordingTime;
import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules by which cameras and times follow from the paths of videos.
 *
 * @param camera finds the camera; null if the directory or the name is the camera
 * @param start when each video starts; null if each has a time of its own
 * @param time finds the start in the name; null if names have none
 * @param zone the zone of times without an offset
 */
public record RecordingRules(
    CameraPattern camera, RecordingTime start, TimePattern time, ZoneId zone)
    implements Serializable {
  /** The camera is the directory or the name; the time is that of the container. */
  public static final RecordingRules DEFAULT = new RecordingRules(null, null, null, ZoneOffset.UTC);

  private static final Logger LOG = LoggerFactory.getLogger(RecordingRules.class);

  /**
   * Returns the videos with their cameras and, where it is known without opening them, their start.
   *
   * @param videos have the cameras that they have without a pattern
   */
  public List<Recording> apply(List<Recording> videos) {
    List<Recording> named = videos.stream().map(this::apply).toList();
    if (camera != null) {
      warn(named, video -> video.camera() == null, "have no camera: camera-pattern does not match");
    }
    if (start != null && named.size() > 1) {
      LOG.warn("start is taken as the start of each of {} videos", named.size());
    } else if (time != null) {
      warn(
          named,
          video -> video.start() == null,
          "have no time in their names: time-pattern does not match, or matches no valid date, or "
              + "no single point in time, in the time zone "
              + zone);
    }
    return named;
  }

  private Recording apply(Recording video) {
    return video.with(camera == null ? video.camera() : camera.find(video.path()), start(video));
  }

  private Instant start(Recording video) {
    RecordingTime found = start != null ? start : time != null ? time.find(video.path()) : null;
    return found == null ? null : found.in(zone).orElse(null);
  }

  private static void warn(List<Recording> videos, Predicate<Recording> lacking, String problem) {
    List<Recording> some = videos.stream().filter(lacking).toList();
    if (!some.isEmpty()) {
      LOG.warn(
          "{} of {} videos {}; the first is {}",
          some.size(),
          videos.size(),
          problem,
          some.get(0).path());
    }
  }
}
