package io.euge.video.corpus;

import io.euge.video.corpus.BadVideo.Promise;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** MP4 files that lie: about sizes, counts, dimensions and where things are. */
final class BadMp4 {
  private static final String CLIP = "mpeg4.mp4";
  private static final long MOST = 0xFFFFFFFFL;

  private final List<BadVideo> all = new ArrayList<>();
  private final byte[] good;

  private BadMp4(byte[] good) {
    this.good = good;
  }

  static List<BadVideo> of(Path clips) throws IOException {
    BadMp4 bad = new BadMp4(Files.readAllBytes(clips.resolve(CLIP)));
    bad.structure();
    bad.sizes();
    bad.counts();
    bad.dimensions();
    bad.bombs();
    return bad.all;
  }

  private void structure() {
    int moov = new Patch(good).find("moov") - 4;
    int mdat = new Patch(good).find("mdat") - 4;
    add("no-moov", Promise.REFUSED, Arrays.copyOf(good, moov));
    add("header-only", Promise.REFUSED, Arrays.copyOf(good, mdat));
    add("moov-without-mdat", Promise.PREFIX, joined(slice(0, mdat), slice(moov, good.length)));
    add("two-moovs", Promise.ANYTHING, joined(good, slice(moov, good.length)));
    add("garbage-at-the-end", Promise.ANYTHING, joined(good, new byte[5000]));
    byte[] nested = Patch.box("free");
    for (int i = 0; i < 5000; i++) {
      nested = Patch.box(i % 2 == 0 ? "moov" : "trak", nested);
    }
    add("deep", Promise.ANYTHING, joined(slice(0, moov), nested));
    patch("moov-renamed", Promise.REFUSED, p -> p.letters("moov", "mooz"));
    patch("mdat-renamed", Promise.ANYTHING, p -> p.letters("mdat", "mdaz"));
    patch("garbage-before-moov", Promise.ANYTHING, p -> p.insert(moov, new byte[] {1, 2, 3}));
    // Nothing refers to what lies between the index and the packets.
    patch("free-before-moov", Promise.WHOLE, p -> p.insert(moov, Patch.box("free", new byte[99])));
  }

  private void sizes() {
    int moov = new Patch(good).find("moov") - 4;
    for (long size :
        new long[] {
          0, 15, 16, 1L << 32, 1L << 62, Long.MAX_VALUE - 7, Long.MAX_VALUE, -1, 1L << 63
        }) {
      for (String type : List.of("free", "mdat", "moov", "uuid", "zzzz")) {
        String name = "size-%x-%s".formatted(size, type);
        patch(name, Promise.ANYTHING, p -> p.insert(moov, Patch.largeBox(type, size)));
      }
    }
    for (String box :
        List.of("ftyp", "mdat", "moov", "trak", "mdia", "stbl", "stsd", "mp4v", "esds")) {
      for (long size : new long[] {0, 1, 7, 8, 0x7FFFFFFF, MOST}) {
        patch("size-%x-of-%s".formatted(size, box), Promise.ANYTHING, p -> p.number(box, -4, size));
      }
    }
  }

  private void counts() {
    for (long count : new long[] {0, 1 << 20, 1 << 27, 0x7FFFFFFF, 0x80000000L, MOST}) {
      for (String table : List.of("stts", "stsc", "stco", "stss", "ctts", "stsd", "elst", "dref")) {
        count(table, 8, count);
      }
      count("stsz", 12, count);
      // All samples of one size: then no table must follow, whatever the count.
      patch(
          "stsz-%x-of-one-size".formatted(count),
          Promise.ANYTHING,
          p -> p.number("stsz", 8, 1).number("stsz", 12, count));
      patch(
          "stts-duration-%x".formatted(count), Promise.ANYTHING, p -> p.number("stts", 16, count));
      patch("stsc-samples-%x".formatted(count), Promise.ANYTHING, p -> p.number("stsc", 16, count));
      patch("stco-offset-%x".formatted(count), Promise.ANYTHING, p -> p.number("stco", 12, count));
      patch("timescale-%x".formatted(count), Promise.ANYTHING, p -> p.number("mdhd", 16, count));
      // One chunk that is said to have as many samples of one byte.
      patch(
          "index-%x".formatted(count),
          Promise.ANYTHING,
          p ->
              p.number("stsz", 8, 1)
                  .number("stsz", 12, count)
                  .number("stsc", 16, count)
                  .number("stts", 12, count));
    }
  }

  private void count(String table, int offset, long count) {
    if (new Patch(good).has(table)) {
      patch("%s-%x".formatted(table, count), Promise.ANYTHING, p -> p.number(table, offset, count));
    }
  }

  private void dimensions() {
    patch(
        "track-65535", Promise.ANYTHING, p -> p.number("tkhd", 80, MOST).number("tkhd", 84, MOST));
    for (int side : new int[] {0, 1, 8192, 16384, 32768, 65535}) {
      patch(
          "entry-" + side,
          Promise.ANYTHING,
          p -> p.small("mp4v", 28, side).small("mp4v", 30, side));
    }
    patch("matrix", Promise.ANYTHING, p -> p.large("tkhd", 44, -1).large("tkhd", 60, -1));
  }

  private void bombs() {
    int moov = new Patch(good).find("moov") - 4;
    all.add(
        new BadVideo(
            "mp4-compressed-index-of-600-MiB.mp4",
            CLIP,
            Promise.REFUSED,
            () ->
                joined(
                    slice(0, moov),
                    Patch.box(
                        "moov",
                        Patch.box(
                            "cmov",
                            Patch.box("dcom", new byte[] {'z', 'l', 'i', 'b'}),
                            Patch.box(
                                "cmvd",
                                ByteBuffer.allocate(4).putInt(600 << 20).array(),
                                compressed(600L << 20)))))));
  }

  private static byte[] compressed(long length) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream zip =
        new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_SPEED), 1 << 16)) {
      byte[] zeros = new byte[1 << 20];
      for (long left = length; left > 0; left -= zeros.length) {
        zip.write(zeros);
      }
    }
    return bytes.toByteArray();
  }

  private void patch(String name, Promise promise, UnaryOperator<Patch> change) {
    all.add(
        new BadVideo(
            "mp4-" + name + ".mp4", CLIP, promise, () -> change.apply(new Patch(good)).bytes()));
  }

  private void add(String name, Promise promise, byte[] bytes) {
    all.add(new BadVideo("mp4-" + name + ".mp4", CLIP, promise, () -> bytes));
  }

  private byte[] slice(int from, int to) {
    return Arrays.copyOfRange(good, from, to);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
