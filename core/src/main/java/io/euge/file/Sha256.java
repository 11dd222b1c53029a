package io.euge.file;

import io.euge.EugeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The hash by which files are told apart, in lower-case hexadecimal. */
public final class Sha256 {
  private Sha256() {}

  /**
   * The hash of a file's bytes.
   *
   * @throws EugeException if it cannot be read
   */
  public static String of(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = digest();
      byte[] buffer = new byte[1 << 17];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
      return hex(digest);
    } catch (IOException e) {
      throw new EugeException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** The hash of some lines of text. */
  public static String of(List<String> lines) {
    MessageDigest digest = digest();
    digest.update(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    return hex(digest);
  }

  /** A hash to be fed piece by piece. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
