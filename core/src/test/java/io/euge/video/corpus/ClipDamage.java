package io.euge.video.corpus;

import io.euge.video.corpus.BadVideo.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * A clip as it is, cut to parts of its length, and with flipped bits.
 *
 * @param prefix of the names of the cases
 * @param cuts how many, from no bytes on
 * @param seeds of flipped bits, how many
 * @param cut what is promised of a cut clip of a name
 */
record ClipDamage(String prefix, int cuts, int seeds, Function<String, Promise> cut) {
  /** Returns the cases of all clips of a directory. */
  List<BadVideo> of(Path clips) throws IOException {
    List<BadVideo> all = new ArrayList<>();
    for (Path clip : GoodClips.in(clips)) {
      add(clip.getFileName().toString(), Files.readAllBytes(clip), all);
    }
    return all;
  }

  private void add(String name, byte[] bytes, List<BadVideo> all) {
    all.add(new BadVideo("good-" + name, name, Promise.WHOLE, () -> bytes));
    for (int i = 0; i < cuts; i++) {
      int length = (int) ((long) bytes.length * i / cuts);
      all.add(
          new BadVideo(
              "%scut-%02d-%s".formatted(prefix, i, name),
              name,
              length == 0 ? Promise.REFUSED : cut.apply(name),
              () -> Arrays.copyOf(bytes, length)));
    }
    for (int seed = 0; seed < seeds; seed++) {
      int of = seed;
      all.add(
          new BadVideo(
              "%sflip-%03d-%s".formatted(prefix, seed, name),
              name,
              Promise.ANYTHING,
              () -> flipped(bytes, of)));
    }
  }

  /** One to ten bits turned over, anywhere. */
  private static byte[] flipped(byte[] whole, int seed) {
    byte[] flipped = whole.clone();
    Random random = new Random(seed);
    for (int flips = 1 + seed % 10; flips > 0; flips--) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }
}
