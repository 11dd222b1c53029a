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
 * What is said about the frames of some videos, each known by its file name.
 *
 * @param <T> what is said about a frame
 */
final class FramesByVideo<T> {
  private final String from;
  private final Map<String, Video<T>> videos = new TreeMap<>();
  private final Set<String> withoutEmptyFrames = new HashSet<>();

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
          "%s has frame %d of a video %s twice: videos are distinguished by their file names; evaluate videos of the same name separately"
              .formatted(from, frame, name));
    }
  }

  /** Says that nothing was said about a video's frames in which there is nothing. */
  void lacksEmptyFrames(String name) {
    withoutEmptyFrames.add(name);
  }

  /**
   * Adds the frames that the other side has and this one leaves out as empty.
   *
   * @param emptied gives an empty frame like another frame of the same video
   * @return how many
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
