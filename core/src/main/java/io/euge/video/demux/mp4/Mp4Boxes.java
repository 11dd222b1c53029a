package io.euge.video.demux.mp4;

import io.euge.video.VideoBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the structure of an MP4 or MOV file: boxes, each a length, a type of four letters and its
 * content (ISO/IEC 14496-12, 4.2).
 */
final class Mp4Boxes {
  /**
   * The content of a box.
   *
   * @param start position of its first byte
   * @param end position behind its last one
   */
  record Box(String type, long start, long end) {}

  private static final int MAX_BOXES = 1000;

  private final VideoBytes file;

  Mp4Boxes(VideoBytes file) {
    this.file = file;
  }

  /** Returns the boxes of the file, as far as they can be read. */
  List<Box> ofFile() throws IOException {
    return between(0, file.length());
  }

  /** Returns the boxes in another. */
  List<Box> of(Box parent) throws IOException {
    return between(parent.start, parent.end);
  }

  /** Returns the first box on a path of types below another; null if there is none. */
  Box find(Box parent, String... path) throws IOException {
    Box found = parent;
    for (String type : path) {
      List<Box> children = of(found);
      found = children.stream().filter(box -> box.type.equals(type)).findFirst().orElse(null);
      if (found == null) {
        return null;
      }
    }
    return found;
  }

  /** Finds the table of a track's samples; null if it is not there. */
  Box sampleTable(int track) throws IOException {
    Box found = track(track);
    return found == null ? null : find(found, "mdia", "minf", "stbl");
  }

  /** Finds a track in the first movie by its identifier; null if it is not there. */
  Box track(int identifier) throws IOException {
    for (Box movie : ofFile()) {
      if (movie.type().equals("moov")) {
        for (Box box : of(movie)) {
          if (box.type().equals("trak") && identifier == identifier(find(box, "tkhd"))) {
            return box;
          }
        }
        return null;
      }
    }
    return null;
  }

  private int identifier(Box header) throws IOException {
    if (header == null || header.end() - header.start() < 24) {
      return -1;
    }
    ByteBuffer bytes = file.read(header.start(), 24);
    return bytes.remaining() < 24 ? -1 : bytes.getInt(bytes.get(0) == 1 ? 20 : 12);
  }

  private List<Box> between(long start, long end) throws IOException {
    List<Box> boxes = new ArrayList<>();
    long at = start;
    while (end - at >= 8 && boxes.size() < MAX_BOXES) {
      ByteBuffer header = file.read(at, 16);
      if (header.remaining() < 8) {
        break;
      }
      long length = header.getInt() & 0xffffffffL;
      byte[] type = new byte[4];
      header.get(type);
      int headerLength = 8;
      if (length == 1 && header.remaining() == 8) {
        length = header.getLong();
        headerLength = 16;
      } else if (length == 0) {
        length = end - at;
      }
      if (length < headerLength || length > end - at) {
        break;
      }
      String name = new String(type, StandardCharsets.ISO_8859_1);
      boxes.add(new Box(name, at + headerLength, at + length));
      at += length;
    }
    return boxes;
  }
}
