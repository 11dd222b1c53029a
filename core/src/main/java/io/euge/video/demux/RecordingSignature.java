package io.euge.video.demux;

import io.euge.video.VideoBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The bytes that a recording begins with, by its container. */
enum RecordingSignature {
  FLV("flv", "FLV\1?\0\0\0\t"),
  ASF("asf", "0&\u00b2u\u008ef\u00cf\21\u00a6\u00d9\0\u00aa\0b\u00cel"),
  IVF("ivf", "DKIF\0\0 \0"),
  AVI("avi", "RIFF????AVI LIST"),
  OGG("ogg", "OggS\0\2"),
  MATROSKA("matroska,webm", "\u001aE\u00df\u00a3"),
  MP4("mov,mp4,m4a,3gp,3g2,mj2", "\0\0\0?ftyp");

  private static final int BLOCK = 1 << 20;
  private static final char ANY = '?';

  private final String demuxer;

  @SuppressWarnings("ImmutableEnumChecker") // Nothing writes to it.
  private final byte[] bytes;

  RecordingSignature(String demuxer, String bytes) {
    this.demuxer = demuxer;
    this.bytes = bytes.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Returns that of what a demuxer of FFmpeg reads; null where it reads all that follows too. */
  static RecordingSignature of(String demuxer) {
    for (RecordingSignature signature : values()) {
      if (signature.demuxer.equals(demuxer)) {
        return signature;
      }
    }
    return null;
  }

  /** Returns where the next recording begins from a position on; -1 if there is none. */
  long find(VideoBytes file, long from) throws IOException {
    long at = from;
    while (true) {
      ByteBuffer block = file.read(at, BLOCK);
      for (int i = 0; i <= block.remaining() - bytes.length; i++) {
        if (matches(block, i)) {
          return at + i;
        }
      }
      if (block.remaining() < BLOCK) {
        return -1;
      }
      at += BLOCK - bytes.length + 1;
    }
  }

  /** Returns whether a recording begins at a position. */
  boolean isAt(VideoBytes file, long position) throws IOException {
    ByteBuffer start = position < 0 ? ByteBuffer.allocate(0) : file.read(position, bytes.length);
    return start.remaining() == bytes.length && matches(start, 0);
  }

  private boolean matches(ByteBuffer block, int at) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != ANY && bytes[i] != block.get(at + i)) {
        return false;
      }
    }
    return true;
  }
}
