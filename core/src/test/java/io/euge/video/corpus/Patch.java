package io.euge.video.corpus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Changes made to the bytes of a file by what stands in it. Numbers are big endian. */
final class Patch {
  private byte[] bytes;

  Patch(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  byte[] bytes() {
    return bytes;
  }

  /** Where these letters first stand. */
  int find(String letters) {
    int at = new String(bytes, ISO_8859_1).indexOf(letters);
    if (at < 0) {
      throw new IllegalStateException("there is no " + letters + " in this clip");
    }
    return at;
  }

  boolean has(String letters) {
    return new String(bytes, ISO_8859_1).contains(letters);
  }

  /** Overwrites a number of 4 bytes so far behind the beginning of the letters. */
  Patch number(String letters, int offset, long value) {
    ByteBuffer.wrap(bytes).putInt(find(letters) + offset, (int) value);
    return this;
  }

  Patch small(String letters, int offset, int value) {
    ByteBuffer.wrap(bytes).putShort(find(letters) + offset, (short) value);
    return this;
  }

  Patch large(String letters, int offset, long value) {
    ByteBuffer.wrap(bytes).putLong(find(letters) + offset, value);
    return this;
  }

  Patch letters(String from, String to) {
    byte[] other = to.getBytes(ISO_8859_1);
    System.arraycopy(other, 0, bytes, find(from), other.length);
    return this;
  }

  Patch insert(int at, byte[] more) {
    ByteArrayOutputStream longer = new ByteArrayOutputStream();
    longer.write(bytes, 0, at);
    longer.writeBytes(more);
    longer.write(bytes, at, bytes.length - at);
    bytes = longer.toByteArray();
    return this;
  }

  /** An MP4 box around bytes. */
  static byte[] box(String type, byte[]... contents) {
    ByteArrayOutputStream box = new ByteArrayOutputStream();
    int length = 8;
    for (byte[] content : contents) {
      length += content.length;
    }
    box.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
    box.writeBytes(type.getBytes(ISO_8859_1));
    for (byte[] content : contents) {
      box.writeBytes(content);
    }
    return box.toByteArray();
  }

  /** The head of an MP4 box that gives its size in 8 bytes. */
  static byte[] largeBox(String type, long size) {
    return ByteBuffer.allocate(16).putInt(1).put(type.getBytes(ISO_8859_1)).putLong(size).array();
  }
}
