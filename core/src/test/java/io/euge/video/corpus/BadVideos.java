package io.euge.video.corpus;

import io.euge.video.corpus.BadVideo.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The corpus: everything that may be wrong with a file, in an order that never changes. */
final class BadVideos {
  static final int CUTS = 50;
  static final int SEEDS = 1000;
  private static final int FEW_SEEDS = 20;

  private BadVideos() {}

  /**
   * @param clips the folder of good clips
   * @param full whether with all seeds of flipped bits, not a few of them
   */
  static List<BadVideo> of(Path clips, boolean full) throws IOException {
    List<BadVideo> all = new ArrayList<>();
    for (Path clip : GoodClips.in(clips)) {
      byte[] bytes = Files.readAllBytes(clip);
      String name = clip.getFileName().toString();
      all.add(new BadVideo("good-" + name, name, Promise.WHOLE, () -> bytes));
      for (int i = 0; i < CUTS; i++) {
        int length = (int) ((long) bytes.length * i / CUTS);
        all.add(
            new BadVideo(
                "cut-%02d-%s".formatted(i, name),
                name,
                length == 0 ? Promise.REFUSED : cut(name),
                () -> Arrays.copyOf(bytes, length)));
      }
      for (int seed = 0; seed < (full ? SEEDS : FEW_SEEDS); seed++) {
        int of = seed;
        all.add(
            new BadVideo(
                "flip-%03d-%s".formatted(seed, name),
                name,
                Promise.ANYTHING,
                () -> flipped(bytes, of)));
      }
    }
    all.addAll(Disguises.of(clips));
    all.addAll(BadMp4.of(clips));
    all.addAll(BadMatroska.of(clips));
    all.addAll(BadStreams.of(clips));
    return all;
  }

  private static Promise cut(String clip) {
    boolean tells = clip.matches(".*\\.(mp4|mkv|webm)") && !clip.startsWith("fragmented");
    return tells ? Promise.CUT : Promise.PREFIX;
  }

  /** One to ten bits turned over, anywhere. */
  static byte[] flipped(byte[] whole, int seed) {
    byte[] flipped = whole.clone();
    Random random = new Random(seed);
    for (int flips = 1 + seed % 10; flips > 0; flips--) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }
}
