package io.euge.cli.evaluate;

import io.euge.EugeException;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Data about the frames of videos, which are identified by their file names.
 *
 * @param <T> type of the data about a frame
 */
final class FramesByVideo<T> {
  private final String from;
  private final Map<String, Video<T>> videos = new TreeMap<>();
  private final Set<String> withoutEmptyFrames = new HashSet<>();

  /**
   * Creates an empty collection.
   *
   * @param from source of the data, for error messages
   */
  FramesByVideo(String from) {
    this.from = from;
  }

  /** The size of a video in pixels, and the data of its frames by index. */
  record Video<T>(int width, int height, NavigableMap<Long, T> frames) {}

  /**
   * Adds a frame.
   *
   * @throws EugeException if the frame already exists
   */
  void add(String name, int width, int height, long frame, T said) {
    Video<T> video =
        videos.computeIfAbsent(name, key -> new Video<>(width, height, new TreeMap<>()));
    if (video.frames().put(frame, said) != null) {
      throw new EugeException(
          "%s has frame %d of a video %s twice: videos are distinguished by their file names; evaluate videos of the same name separately"
              .formatted(from, frame, name));
    }
  }

  /** Marks a video as one whose source omits frames without objects. */
  void lacksEmptyFrames(String name) {
    withoutEmptyFrames.add(name);
  }

  /**
   * Adds the frames that the other side has and this source omits because they are empty.
   *
   * @param emptied returns an empty frame for another frame of the same video
   * @return the number of added frames
   */
  long addEmptyFrames(FramesByVideo<?> other, UnaryOperator<T> emptied) {
    long added = 0;
    for (String name : withoutEmptyFrames) {
      NavigableMap<Long, T> frames = videos.get(name).frames();
      T empty = emptied.apply(frames.firstEntry().getValue());
      for (long frame : other.video(name).map(video -> video.frames().keySet()).orElse(Set.of())) {
        added += frames.putIfAbsent(frame, empty) == null ? 1 : 0;
      }
    }
    return added;
  }

  Set<String> names() {
    return videos.keySet();
  }

  Optional<Video<T>> video(String name) {
    return Optional.ofNullable(videos.get(name));
  }
}
