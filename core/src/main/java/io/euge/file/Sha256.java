package io.euge.file;

import io.euge.EugeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Computes SHA-256 hashes in lower-case hexadecimal. */
public final class Sha256 {
  private Sha256() {}

  /**
   * Returns the hash of a file.
   *
   * @throws EugeException if it cannot be read
   */
  public static String of(Path file) {
    try (HashingInput in = new HashingInput(file)) {
      return in.finish();
    } catch (IOException e) {
      throw new EugeException(
          "Cannot read %s: %s; check the path and its permissions".formatted(file, IoReason.of(e)),
          e);
    }
  }

  /** Returns the hash of bytes. */
  public static String of(byte[] bytes) {
    MessageDigest digest = newDigest();
    digest.update(bytes);
    return hex(digest);
  }

  /** Returns the hash of lines of text, joined by newlines and encoded as UTF-8. */
  public static String of(List<String> lines) {
    MessageDigest digest = newDigest();
    digest.update(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    return hex(digest);
  }

  /** Returns a digest for content that arrives in parts. */
  public static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Completes the digest and returns the hash. */
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
