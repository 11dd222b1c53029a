package io.euge.video.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.euge.video.corpus.BadVideo.Promise;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files whose name says something else than their content, and such as are no video at all. */
final class Disguises {
  private Disguises() {}

  static List<BadVideo> of(Path clips) throws IOException {
    List<BadVideo> all = new ArrayList<>();
    List<Path> good = GoodClips.in(clips);
    for (int i = 0; i < good.size(); i++) {
      String other = good.get((i + 1) % good.size()).getFileName().toString();
      byte[] bytes = Files.readAllBytes(good.get(i));
      all.add(
          new BadVideo(
              "named-" + i + "-" + other,
              good.get(i).getFileName().toString(),
              Promise.WHOLE,
              () -> bytes));
    }
    no(all, "zero.mp4", new byte[0]);
    no(all, "one.mp4", new byte[1]);
    no(all, "zeros.mp4", new byte[100_000]);
    no(all, "noise.mp4", noise(100_000));
    no(all, "words.avi", "These are words.\n".repeat(3000).getBytes(UTF_8));
    no(all, "page.mp4", "<!DOCTYPE html><html><video src='a.mp4'></html>\n".getBytes(UTF_8));
    no(all, "archive.mkv", zip());
    no(all, "picture.mp4", "\u0089PNG\r\n\u001a\n".getBytes(UTF_8));
    // Lists that name lists that name lists, each of which would be opened ten times over.
    for (int level = 0; level < 4; level++) {
      StringBuilder m3u8 = new StringBuilder("#EXTM3U\n#EXT-X-TARGETDURATION:5\n");
      StringBuilder concat = new StringBuilder("ffconcat version 1.0\n");
      for (int i = 0; i < 10; i++) {
        m3u8.append("#EXTINF:5,\nnest-").append((level + 1) % 4).append(".m3u8\n");
        concat.append("file nest-").append((level + 1) % 4).append(".ffconcat\n");
      }
      byte[] lists = m3u8.append("#EXT-X-ENDLIST\n").toString().getBytes(UTF_8);
      byte[] scripts = concat.toString().getBytes(UTF_8);
      no(all, "nest-" + level + ".m3u8", lists);
      no(all, "nest-" + level + ".ffconcat", scripts);
      no(all, "nest-" + level + ".m3u8.mp4", lists);
      no(all, "nest-" + level + ".ffconcat.mp4", scripts);
    }
    return all;
  }

  private static void no(List<BadVideo> all, String name, byte[] bytes) {
    all.add(new BadVideo(name, null, Promise.REFUSED, () -> bytes));
  }

  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(7).nextBytes(noise);
    return noise;
  }

  private static byte[] zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("video.mkv"));
      zip.write(new byte[1 << 20]);
    }
    return bytes.toByteArray();
  }
}
