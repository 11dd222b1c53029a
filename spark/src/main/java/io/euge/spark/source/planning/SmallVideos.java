package io.euge.spark.source.planning;

import io.euge.spark.conf.ReadSettings;
import io.euge.spark.filter.RowSelection;
import io.euge.spark.recording.Recording;
import io.euge.spark.storage.HadoopStorage;
import io.euge.video.VideoException;
import io.euge.video.VideoSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the videos of a scan that are read without opening them for planning first. Of a video that
 * is fetched with one request, planning would fetch all bytes once more, and it needs no splitting
 * where there are many.
 *
 * @param parallelism the number of tasks that can run at once
 */
record SmallVideos(
    HadoopStorage storage, ReadSettings settings, RowSelection selection, int parallelism) {
  /** A low bit rate of a recording: of this many bytes, a video is hardly longer than a segment. */
  private static final long BYTES_PER_SECOND = 64 << 10;

  /** Returns the small videos, if there are many and nothing else depends on opening them first. */
  Set<Recording> of(List<Recording> videos) {
    boolean required = selection.isLimited() || settings.errors().maxBadFraction() < 1;
    if (required) {
      return Set.of();
    }
    Set<Recording> small =
        videos.stream().filter(this::isSmall).collect(Collectors.toUnmodifiableSet());
    return small.size() < TaskPacker.TASKS_PER_CORE * parallelism ? Set.of() : small;
  }

  private boolean isSmall(Recording video) {
    double length = settings.segments().seconds();
    return video.bytes() >= 0
        && video.bytes() <= VideoSource.ONE_REQUEST
        && (length == 0 || video.bytes() <= length * BYTES_PER_SECOND)
        && isRemote(video);
  }

  private boolean isRemote(Recording video) {
    try {
      return storage.video(video.path()).file().isEmpty();
    } catch (VideoException e) {
      return false; // Opening it for the plan reports this as bad input.
    }
  }
}
