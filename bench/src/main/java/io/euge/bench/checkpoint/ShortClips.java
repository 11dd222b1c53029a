package io.euge.bench.checkpoint;

import io.euge.video.write.VideoWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Creates directories with many links to one short generated clip. */
final class ShortClips {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 180;
  private static final int RATE = 25;

  private ShortClips() {}

  /**
   * Creates a directory of clips.
   *
   * @param clips number of clips
   * @param frames of each clip
   */
  static Path create(Path folder, int clips, int frames) throws IOException {
    Files.createDirectories(folder);
    Path first = folder.resolve(name(0));
    try (VideoWriter writer = new VideoWriter(first, WIDTH, HEIGHT, RATE)) {
      for (int i = 0; i < frames; i++) {
        writer.write(picture(i));
      }
    }
    for (int i = 1; i < clips; i++) {
      Files.createLink(folder.resolve(name(i)), first);
    }
    return folder;
  }

  private static String name(int number) {
    return "%06d.mp4".formatted(number);
  }

  /** Returns a gradient that moves by one pixel per frame. */
  private static int[] picture(int frame) {
    int[] rgb = new int[WIDTH * HEIGHT];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = ((i % WIDTH + frame) & 0xff) << 16 | (i / WIDTH) << 8;
    }
    return rgb;
  }
}
