package io.euge.video.corpus;

import io.euge.video.corpus.BadVideo.Promise;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The classes of odd but good videos, each of them cut and with flipped bits. */
final class OddDamage {
  private static final int CUTS = 6;
  private static final int FEW_SEEDS = 4;
  private static final int SEEDS = 100;

  private OddDamage() {}

  /**
   * @param clips the directory of odd videos
   * @param full whether with many seeds of flipped bits
   */
  static List<BadVideo> of(Path clips, boolean full) throws IOException {
    return new ClipDamage("odd-", CUTS, full ? SEEDS : FEW_SEEDS, OddDamage::cut).of(clips);
  }

  /** Fragments and what live streams are made of say not how much they hold. */
  private static Promise cut(String name) {
    return name.matches(".*\\.(mp4|mkv|avi)") && !name.contains("joined")
        ? Promise.ACCOUNTED
        : Promise.ANYTHING;
  }
}
