package io.euge.file;

import io.euge.file.FileHashes.FileState;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Hashes all bytes of a file, including those that its reader skips. A file that this process has
 * hashed and that has not changed since is not hashed again.
 */
public final class HashingInput extends FilterInputStream {
  private final MessageDigest digest = Sha256.newDigest();
  private final byte[] skipBuffer = new byte[1 << 16];
  private final Optional<FileState> state;
  private final Optional<String> known;
  private long bytes;

  /** Opens a file. */
  public HashingInput(Path file) throws IOException {
    // Before it is opened: else one that replaces it in between gets the hash of these bytes.
    this(FileState.of(file), file);
  }

  private HashingInput(Optional<FileState> state, Path file) throws IOException {
    super(Files.newInputStream(file));
    this.state = state;
    known = state.flatMap(FileHashes::find);
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    if (value >= 0) {
      if (known.isEmpty()) {
        digest.update((byte) value);
      }
      bytes++;
    }
    return value;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = in.read(target, offset, length);
    if (count > 0) {
      if (known.isEmpty()) {
        digest.update(target, offset, count);
      }
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

  /** Reads the remaining bytes and returns the hash of the whole file. */
  public String finish() throws IOException {
    skip(Long.MAX_VALUE);
    if (known.isPresent()) {
      return known.get();
    }
    String hash = Sha256.hex(digest);
    state.ifPresent(before -> FileHashes.keep(before, hash));
    return hash;
  }

  /** Returns the number of bytes read so far. */
  public long bytes() {
    return bytes;
  }
}
