package io.euge.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Hashes all bytes of a stream, including those that its reader skips. */
public final class HashingInput extends FilterInputStream {
  private final MessageDigest digest = Sha256.newDigest();
  private final byte[] skipBuffer = new byte[1 << 16];
  private long bytes;

  public HashingInput(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    if (value >= 0) {
      digest.update((byte) value);
      bytes++;
    }
    return value;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = in.read(target, offset, length);
    if (count > 0) {
      digest.update(target, offset, count);
      bytes += count;
    }
    return count;
  }

  @Override
  public long skip(long length) throws IOException {
    long remaining = length;
    while (remaining > 0) {
      int count = read(skipBuffer, 0, (int) Math.min(remaining, skipBuffer.length));
      if (count < 0) {
        break;
      }
      remaining -= count;
    }
    return length - Math.max(remaining, 0);
  }

  @Override
  public int available() throws IOException {
    return in.available();
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** Reads the remaining bytes and returns the hash of the whole stream. */
  public String finish() throws IOException {
    skip(Long.MAX_VALUE);
    return Sha256.hex(digest);
  }

  /** Returns the number of bytes read so far. */
  public long bytes() {
    return bytes;
  }
}
