package io.euge.video.corpus;

import io.euge.video.corpus.BadVideo.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The classes of odd but good videos, each of them cut and with flipped bits. */
final class OddDamage {
  private static final int CUTS = 5;
  private static final int FEW_SEEDS = 4;
  private static final int SEEDS = 100;

  private OddDamage() {}

  /**
   * @param clips the folder of odd videos
   * @param full whether with many seeds of flipped bits
   */
  static List<BadVideo> of(Path clips, boolean full) throws IOException {
    List<BadVideo> all = new ArrayList<>();
    for (Path clip : GoodClips.in(clips)) {
      byte[] bytes = Files.readAllBytes(clip);
      String name = clip.getFileName().toString();
      all.add(new BadVideo("good-" + name, name, Promise.WHOLE, () -> bytes));
      for (int i = 1; i <= CUTS; i++) {
        int length = (int) ((long) bytes.length * i / (CUTS + 1));
        all.add(
            new BadVideo(
                "cut-%d-%s".formatted(i, name),
                name,
                cut(name),
                () -> Arrays.copyOf(bytes, length)));
      }
      for (int seed = 0; seed < (full ? SEEDS : FEW_SEEDS); seed++) {
        int of = seed;
        all.add(
            new BadVideo(
                "odd-flip-%d-%s".formatted(seed, name),
                name,
                Promise.ANYTHING,
                () -> BadVideos.flipped(bytes, of)));
      }
    }
    return all;
  }

  /** Fragments and what live streams are made of say not how much they hold. */
  private static Promise cut(String name) {
    return name.endsWith(".mp4") && !name.contains("joined") ? Promise.ACCOUNTED : Promise.ANYTHING;
  }
}
