package io.euge.cli.evaluate;

import io.euge.EugeException;
import io.euge.Printable;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Maps the name of an image to a video and a frame: {@code VIDEO/000123.jpg} or {@code
 * VIDEO_000123.jpg}, with or without the video's extension. If the detections are of one video,
 * {@code 000123.jpg} and {@code frame_000123.jpg} are also valid.
 *
 * @param videos file names of the videos of the detections
 * @param first number of the first frame in image names
 */
record FrameNames(Set<String> videos, long first) {
  private static final Pattern NUMBERED =
      Pattern.compile("(?:(.*)/)?([^/]*?)[-_. ]?(\\d{1,18})(?:\\.[A-Za-z]\\w*)?");
  private static final Pattern FRAME_WORD =
      Pattern.compile("(?:^|[-_. ])(?:frame|img|image)$", Pattern.CASE_INSENSITIVE);

  /** Directory names that do not identify a video. */
  private static final Set<String> GENERIC =
      Set.of(
          ("|.|images|labels|frames|img|img1|jpegimages|data|train|val|valid|test|default"
                  + "|obj_train_data|annotations")
              .split("\\|", -1));

  FrameNames {
    videos = Set.copyOf(videos);
  }

  /** A frame and the file name of its video. */
  record Frame(String video, long frame) {}

  /**
   * Returns the frame of an image. If its video is not among those of the detections, the name in
   * the image's name is used.
   *
   * @param image its name with directories
   * @throws EugeException if the name has no number, or is ambiguous between several videos
   */
  Frame of(String image) {
    Matcher name = NUMBERED.matcher(image.replace('\\', '/'));
    if (!name.matches()) {
      throw new EugeException(
          "The image '%s' has no frame number: name it VIDEO/000123.jpg or VIDEO_000123.jpg"
              .formatted(Printable.of(image)));
    }
    long frame = Long.parseLong(name.group(3)) - first;
    if (frame < 0) {
      throw new EugeException(
          "The image '%s' has a number below the first frame's, %d: give another --first-frame"
              .formatted(Printable.of(image), first));
    }
    String folders = name.group(1) == null ? "" : name.group(1);
    String folder = folders.substring(folders.lastIndexOf('/') + 1);
    return new Frame(
        video(image, folder, FRAME_WORD.matcher(name.group(2)).replaceFirst("")), frame);
  }

  private String video(String image, String folder, String prefix) {
    for (String called : List.of(prefix, folder)) {
      List<String> same = called.isEmpty() ? List.of() : called(called);
      if (same.size() > 1) {
        throw new EugeException(
            "The image '%s' may be of %s: name it with the video's extension"
                .formatted(Printable.of(image), String.join(" or ", same)));
      }
      if (same.size() == 1) {
        return same.get(0);
      }
    }
    boolean saysNothing = prefix.isEmpty() && GENERIC.contains(folder.toLowerCase(Locale.ROOT));
    if (!saysNothing) {
      return prefix.isEmpty() ? folder : prefix;
    }
    if (videos.size() == 1) {
      return videos.iterator().next();
    }
    throw new EugeException(
        "The image '%s' does not say which of %d videos it shows: name it VIDEO/000123.jpg or VIDEO_000123.jpg"
            .formatted(Printable.of(image), videos.size()));
  }

  private List<String> called(String name) {
    if (videos.contains(name)) {
      return List.of(name);
    }
    return videos.stream().filter(video -> stem(video).equals(name)).sorted().toList();
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
