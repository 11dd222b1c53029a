package io.euge.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Hashes all that passes, also what its reader skips. */
public final class HashingInput extends FilterInputStream {
  private final MessageDigest digest = Sha256.digest();
  private final byte[] scratch = new byte[1 << 16];
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
  public long skip(long wanted) throws IOException {
    long left = wanted;
    while (left > 0) {
      int count = read(scratch, 0, (int) Math.min(left, scratch.length));
      if (count < 0) {
        break;
      }
      left -= count;
    }
    return wanted - Math.max(left, 0);
  }

  @Override
  public int available() throws IOException {
    return in.available();
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** Reads what is left and gives the hash of the whole. */
  public String finish() throws IOException {
    skip(Long.MAX_VALUE);
    return Sha256.hex(digest);
  }

  public long bytes() {
    return bytes;
  }
}
