package io.euge.inference.onnxruntime.cuda;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads which other libraries a shared library names, as Linux's loader does (ELF, 64 bits). A
 * thread that is interrupted reads on: Spark interrupts tasks, and other tasks need the answer.
 */
final class NeededLibraries {
  private static final int MAGIC = 0x464c457f;
  private static final byte CLASS_64 = 2;
  private static final int PROGRAM_HEADER = 56;
  private static final int LOAD = 1;
  private static final int DYNAMIC = 2;
  private static final int END = 0;
  private static final int NEEDED = 1;
  private static final int STRING_TABLE = 5;
  private static final int MAX_NAME = 256;
  private static final int MAX_DYNAMIC = 1 << 20;

  private NeededLibraries() {}

  private record Segment(int type, long offset, long address, long bytes) {}

  /**
   * Returns their names, in the file's order.
   *
   * @throws IOException if the file cannot be read or is no such library
   */
  static List<String> of(Path library) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(library.toFile(), "r")) {
      List<Segment> segments = segments(file, library);
      List<Long> names = new ArrayList<>();
      long table = -1;
      for (Segment segment : segments) {
        if (segment.type != DYNAMIC) {
          continue;
        }
        ByteBuffer entries = read(file, segment.offset, (int) Math.min(segment.bytes, MAX_DYNAMIC));
        while (entries.remaining() >= 2 * Long.BYTES) {
          long tag = entries.getLong();
          long value = entries.getLong();
          if (tag == END) {
            break;
          } else if (tag == NEEDED) {
            names.add(value);
          } else if (tag == STRING_TABLE) {
            table = offset(segments, value);
          }
        }
      }
      List<String> needed = new ArrayList<>();
      for (long name : names) {
        needed.add(text(file, table + name));
      }
      return needed;
    }
  }

  private static List<Segment> segments(RandomAccessFile file, Path library) throws IOException {
    ByteBuffer header = read(file, 0, 64);
    if (header.remaining() < 64 || header.getInt(0) != MAGIC || header.get(4) != CLASS_64) {
      throw new IOException(library + " is not a shared library of 64-bit Linux");
    }
    ByteBuffer all = read(file, header.getLong(32), header.getShort(56) * PROGRAM_HEADER);
    List<Segment> segments = new ArrayList<>();
    for (int at = 0; at + PROGRAM_HEADER <= all.limit(); at += PROGRAM_HEADER) {
      segments.add(
          new Segment(
              all.getInt(at), all.getLong(at + 8), all.getLong(at + 16), all.getLong(at + 32)));
    }
    return segments;
  }

  /** Returns where in the file an address of the loaded library lies. */
  private static long offset(List<Segment> segments, long address) throws IOException {
    for (Segment segment : segments) {
      if (segment.type == LOAD
          && address >= segment.address
          && address - segment.address < segment.bytes) {
        return address - segment.address + segment.offset;
      }
    }
    throw new IOException("its table of names lies outside of the file");
  }

  private static String text(RandomAccessFile file, long offset) throws IOException {
    ByteBuffer bytes = read(file, offset, MAX_NAME);
    int end = 0;
    while (end < bytes.limit() && bytes.get(end) != 0) {
      end++;
    }
    byte[] name = new byte[end];
    bytes.get(0, name);
    return new String(name, StandardCharsets.UTF_8);
  }

  private static ByteBuffer read(RandomAccessFile file, long offset, int length)
      throws IOException {
    byte[] bytes = new byte[length];
    int read = 0;
    file.seek(offset);
    for (int more; read < length && (more = file.read(bytes, read, length - read)) > 0; ) {
      read += more;
    }
    return ByteBuffer.wrap(bytes, 0, read).order(ByteOrder.LITTLE_ENDIAN);
  }
}
