package io.euge.spark;

import io.euge.EugeException;
import java.net.URI;
import java.nio.file.Path;

/** Where the bytes of a Hadoop path lie on this machine. */
final class LocalVideo {
  private LocalVideo() {}

  /**
   * @throws EugeException when the path is of another file system than {@code file}
   */
  static Path of(String hadoopPath) {
    URI uri = new org.apache.hadoop.fs.Path(hadoopPath).toUri();
    if (uri.getScheme() != null && !uri.getScheme().equals("file")) {
      throw new EugeException(
          "Cannot read "
              + hadoopPath
              + ": only local files and mounted file systems (file:) can be read so far, not "
              + uri.getScheme()
              + ":");
    }
    return Path.of(uri.getPath());
  }
}
