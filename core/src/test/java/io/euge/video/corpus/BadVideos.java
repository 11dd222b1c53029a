package io.euge.video.corpus;

import io.euge.video.corpus.BadVideo.Promise;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The corpus: everything that may be wrong with a file, in an order that never changes. */
final class BadVideos {
  static final int CUTS = 50;
  static final int SEEDS = 1000;
  private static final int FEW_SEEDS = 20;

  private BadVideos() {}

  /**
   * @param clips the directory of good clips
   * @param full whether with all seeds of flipped bits, not a few of them
   */
  static List<BadVideo> of(Path clips, boolean full) throws IOException {
    int seeds = full ? SEEDS : FEW_SEEDS;
    List<BadVideo> all = new ClipDamage("", CUTS, seeds, BadVideos::cut).of(clips);
    all.addAll(Disguises.of(clips));
    all.addAll(BadMp4.of(clips));
    all.addAll(BadMatroska.of(clips));
    all.addAll(BadStreams.of(clips));
    return all;
  }

  private static Promise cut(String clip) {
    boolean tells = clip.matches(".*\\.(mp4|mkv|webm|avi|asf)") && !clip.startsWith("fragmented");
    return tells ? Promise.CUT : Promise.PREFIX;
  }
}
