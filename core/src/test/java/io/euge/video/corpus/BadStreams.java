package io.euge.video.corpus;

import io.euge.testing.ClipWriter;
import io.euge.testing.FfmpegProgram;
import io.euge.video.corpus.BadVideo.Promise;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Streams and AVI files with something between, in the middle, or missing altogether. */
final class BadStreams {
  private static final int TS_PACKET = 188;

  private final List<BadVideo> all = new ArrayList<>();
  private final Path clips;

  private BadStreams(Path clips) {
    this.clips = clips;
  }

  static List<BadVideo> of(Path clips) throws IOException {
    BadStreams bad = new BadStreams(clips);
    bad.garbageBetweenPackets();
    bad.sizeChanges();
    bad.soundAlone();
    bad.avi();
    return bad.all;
  }

  private void garbageBetweenPackets() throws IOException {
    byte[] good = Files.readAllBytes(clips.resolve("mpeg2.ts"));
    Random random = new Random(3);
    ByteArrayOutputStream noisy = new ByteArrayOutputStream();
    ByteArrayOutputStream gappy = new ByteArrayOutputStream();
    for (int at = 0; at < good.length; at += TS_PACKET) {
      int packet = at / TS_PACKET;
      noisy.write(good, at, TS_PACKET);
      if (packet % 10 == 9) {
        byte[] garbage = new byte[1 + random.nextInt(400)];
        random.nextBytes(garbage);
        noisy.writeBytes(garbage);
      }
      if (packet % 17 != 16) {
        gappy.write(good, at, TS_PACKET);
      }
    }
    add("garbage-between-packets.ts", "mpeg2.ts", noisy.toByteArray());
    add("packets-missing.ts", "mpeg2.ts", gappy.toByteArray());
    byte[] twice = Arrays.copyOf(good, 2 * good.length);
    System.arraycopy(good, 0, twice, good.length, good.length);
    add("time-starts-again.ts", "mpeg2.ts", twice);
    byte[] packets = new byte[TS_PACKET * 2000];
    Arrays.fill(packets, (byte) 0x47);
    add("all-sync-bytes.ts", "mpeg2.ts", packets);
  }

  /** Two recordings one after the other, the second larger, as a camera's restart makes them. */
  private void sizeChanges() throws IOException {
    List<String> names = new ArrayList<>(List.of("mpeg2.ts"));
    if (Files.exists(clips.resolve("h264.ts"))) {
      names.add("h264.ts");
    }
    for (String name : names) {
      Path larger = Files.createTempFile("euge-larger", ".ts");
      if (name.startsWith("h264")) {
        FfmpegProgram.makeSecond(larger, "160x120", "-pix_fmt yuv420p -c:v libx264 -g 8 -bf 2");
      } else {
        new ClipWriter().codec("mpeg2video", "yuv420p").write(larger);
      }
      byte[] first = Files.readAllBytes(clips.resolve(name));
      byte[] second = Files.readAllBytes(larger);
      Files.delete(larger);
      byte[] both = Arrays.copyOf(first, first.length + second.length);
      System.arraycopy(second, 0, both, first.length, second.length);
      add("size-changes-" + name, name, both);
    }
  }

  private void soundAlone() throws IOException {
    for (String name : List.of("sound.m4a", "sound.mkv", "sound.ts", "sound.wav")) {
      Path file = Files.createTempFile("euge", name);
      if (FfmpegProgram.runs()) {
        FfmpegProgram.make(file, "-f lavfi -i sine=duration=1");
        byte[] bytes = Files.readAllBytes(file);
        all.add(new BadVideo(name, null, Promise.REFUSED, () -> bytes));
      }
      Files.delete(file);
    }
  }

  private void avi() throws IOException {
    byte[] good = Files.readAllBytes(clips.resolve("mpeg4.avi"));
    for (int value : new int[] {0, 1, Integer.MAX_VALUE, -1}) {
      for (String chunk : List.of("RIFF", "hdrl", "avih", "strh", "strf", "movi", "idx1", "00dc")) {
        Patch patch = new Patch(good);
        int size = patch.find(chunk) + (chunk.equals("hdrl") || chunk.equals("movi") ? -4 : 4);
        ByteBuffer.wrap(patch.bytes()).order(ByteOrder.LITTLE_ENDIAN).putInt(size, value);
        add("size-%x-of-%s.avi".formatted(value, chunk), "mpeg4.avi", patch.bytes());
      }
      // The clock's two numbers, the length, and the picture's size.
      for (int offset : new int[] {28, 32, 40}) {
        Patch patch = new Patch(good);
        ByteBuffer.wrap(patch.bytes())
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(patch.find("strh") + offset, value);
        add("strh-%d-%x.avi".formatted(offset, value), "mpeg4.avi", patch.bytes());
      }
      Patch patch = new Patch(good);
      int format = patch.find("strf");
      ByteBuffer.wrap(patch.bytes())
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(format + 12, value)
          .putInt(format + 16, value);
      add("picture-%x.avi".formatted(value), "mpeg4.avi", patch.bytes());
    }
  }

  private void add(String name, String good, byte[] bytes) {
    all.add(new BadVideo("stream-" + name, good, Promise.ANYTHING, () -> bytes));
  }
}
