package io.euge.cli.evaluate;

import io.euge.EugeException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is said about the frames of some videos, each known by its file name.
 *
 * @param <T> what is said about a frame
 */
final class FramesByVideo<T> {
  private final String from;
  private final Map<String, Video<T>> videos = new TreeMap<>();

  /**
   * @param from where it was read, for messages
   */
  FramesByVideo(String from) {
    this.from = from;
  }

  /** A video's size in pixels, and its frames by their index. */
  record Video<T>(int width, int height, NavigableMap<Long, T> frames) {}

  /**
   * Adds a frame.
   *
   * @throws EugeException if that frame is there already
   */
  void add(String name, int width, int height, long frame, T said) {
    Video<T> video =
        videos.computeIfAbsent(name, key -> new Video<>(width, height, new TreeMap<>()));
    if (video.frames().put(frame, said) != null) {
      throw new EugeException(
          "%s tells twice of frame %d of a video %s: videos are told apart by their file names, give those of one name apart"
              .formatted(from, frame, name));
    }
  }

  Set<String> names() {
    return videos.keySet();
  }

  Optional<Video<T>> video(String name) {
    return Optional.ofNullable(videos.get(name));
  }
}
