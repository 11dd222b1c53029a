package io.euge.video.corpus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.euge.video.corpus.BadVideo.Promise;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Matroska files that lie. RFC 8794 and 9559: an element is an identifier, a size whose leading
 * zero bits tell its own length, and as many bytes; all ones is a size that is not known.
 */
final class BadMatroska {
  private static final String CLIP = "mpeg4.mkv";
  private static final String SEGMENT = id(0x18, 0x53, 0x80, 0x67);
  private static final String CLUSTER = id(0x1F, 0x43, 0xB6, 0x75);
  private static final String TRACKS = id(0x16, 0x54, 0xAE, 0x6B);
  private static final String INFO = id(0x15, 0x49, 0xA9, 0x66);
  private static final long UNKNOWN = 0x01FFFFFFFFFFFFFFL;
  private static final long HUGE = 0x01FFFFFFFFFFFFFEL;

  private final List<BadVideo> all = new ArrayList<>();
  private final byte[] good;

  private BadMatroska(byte[] good) {
    this.good = good;
  }

  static List<BadVideo> of(Path clips) throws IOException {
    BadMatroska bad = new BadMatroska(Files.readAllBytes(clips.resolve(CLIP)));
    bad.sizes();
    bad.blocks();
    bad.trees();
    return bad.all;
  }

  private void sizes() {
    patch("segment-unknown", Promise.WHOLE, p -> p.large(SEGMENT, 4, UNKNOWN));
    patch("segment-huge", Promise.ANYTHING, p -> p.large(SEGMENT, 4, HUGE));
    patch("segment-empty", Promise.ANYTHING, p -> p.large(SEGMENT, 4, 0x0100000000000000L));
    for (String element : List.of(CLUSTER, TRACKS, INFO)) {
      for (int first : new int[] {0x01, 0x10, 0x80, 0xFF, 0x00}) {
        int head = first;
        patch(
            "size-%x-of-%x".formatted(first, (int) element.charAt(0)),
            Promise.ANYTHING,
            p -> {
              p.bytes()[p.find(element) + 4] = (byte) head;
              return p;
            });
      }
    }
    // A void element without end between the head of the segment and what is in it.
    patch(
        "void-huge",
        Promise.ANYTHING,
        p -> p.insert(p.find(SEGMENT) + 12, element(id(0xEC), HUGE, new byte[0])));
    patch(
        "attachment-huge",
        Promise.ANYTHING,
        p -> p.insert(p.find(TRACKS), element(id(0x19, 0x41, 0xA4, 0x69), HUGE, new byte[9])));
  }

  /**
   * The first block, said to hold several frames in one, with each of the three kinds of lacing.
   */
  private void blocks() {
    for (int lacing : new int[] {0x02, 0x04, 0x06}) {
      for (int frames : new int[] {0, 1, 254, 255}) {
        patch(
            "lacing-%d-%d".formatted(lacing, frames),
            Promise.ANYTHING,
            p -> {
              int block = firstBlock(p);
              p.bytes()[block + 3] |= (byte) lacing;
              p.bytes()[block + 4] = (byte) frames;
              for (int i = 5; i < 30; i++) {
                p.bytes()[block + i] = (byte) (i % 3 == 0 ? 0xFF : 0x01);
              }
              return p;
            });
      }
    }
    patch(
        "block-of-no-track",
        Promise.ANYTHING,
        p -> {
          p.bytes()[firstBlock(p)] = (byte) 0xFE;
          return p;
        });
  }

  private void trees() {
    byte[] deep = new byte[0];
    for (int i = 0; i < 3000; i++) {
      deep = element(id(0x67, 0xC8), 0x0100000000000000L | deep.length, deep);
    }
    byte[] tag = element(id(0x73, 0x73), 0x0100000000000000L | deep.length, deep);
    byte[] tags = element(id(0x12, 0x54, 0xC3, 0x67), 0x0100000000000000L | tag.length, tag);
    patch("deep-tags", Promise.ANYTHING, p -> p.insert(p.find(TRACKS), tags));
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    for (int i = 0; i < 5000; i++) {
      // A track entry with its number and nothing else.
      many.writeBytes(
          new byte[] {
            (byte) 0xAE, (byte) 0x84, (byte) 0xD7, (byte) 0x82, (byte) (i >> 8), (byte) i
          });
    }
    byte[] tracks =
        element(id(0x16, 0x54, 0xAE, 0x6B), 0x0100000000000000L | many.size(), many.toByteArray());
    patch("five-thousand-tracks", Promise.ANYTHING, p -> p.insert(p.find(TRACKS), tracks));
  }

  /** Behind the size of the first simple block: its track, two bytes of time, flags. */
  private static int firstBlock(Patch patch) {
    byte[] bytes = patch.bytes();
    for (int i = patch.find(CLUSTER) + 12; i < bytes.length - 4; i++) {
      if ((bytes[i] & 0xFF) == 0xA3) {
        int first = bytes[i + 1] & 0xFF;
        return i + 2 + Integer.numberOfLeadingZeros(first) - 24;
      }
    }
    throw new IllegalStateException("there is no block in this clip");
  }

  private static byte[] element(String id, long size, byte[] content) {
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.writeBytes(id.getBytes(ISO_8859_1));
    element.writeBytes(ByteBuffer.allocate(8).putLong(size).array());
    element.writeBytes(content);
    return element.toByteArray();
  }

  private static String id(int... bytes) {
    StringBuilder id = new StringBuilder();
    for (int value : bytes) {
      id.append((char) value);
    }
    return id.toString();
  }

  private void patch(String name, Promise promise, UnaryOperator<Patch> change) {
    all.add(
        new BadVideo(
            "mkv-" + name + ".mkv", CLIP, promise, () -> change.apply(new Patch(good)).bytes()));
  }
}
