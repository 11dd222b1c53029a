package io.euge.spark.storage;

import io.euge.file.Sha256;
import io.euge.spark.recording.Recording;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The hashes of the files that this process has read for them. */
final class ContentHashes {
  private static final int MOST = 10_000;
  private static final int BUFFER_BYTES = 1 << 20;
  private static final ConcurrentMap<Recording, String> KNOWN = new ConcurrentHashMap<>();

  private ContentHashes() {}

  /**
   * Returns the SHA-256 of a video's file. Tasks that read parts of one video wait for the one that
   * computes it.
   *
   * @throws io.euge.EugeException if the file cannot be read
   */
  static String sha256(Recording video, Configuration hadoop) {
    if (KNOWN.size() >= MOST) {
      KNOWN.clear();
    }
    // Without camera and start, which are no part of the file.
    Recording file = new Recording(video.path(), null, null, video.bytes(), video.modified());
    return KNOWN.computeIfAbsent(file, key -> compute(key.path(), hadoop));
  }

  private static String compute(String path, Configuration hadoop) {
    try (InputStream in = open(path, hadoop)) {
      MessageDigest digest = Sha256.newDigest();
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (Thread.currentThread().isInterrupted()) {
          throw new IOException("interrupted");
        }
        digest.update(buffer, 0, read);
      }
      return Sha256.hex(digest);
    } catch (IOException | RuntimeException | LinkageError e) {
      throw HadoopExceptions.translate(path, e);
    }
  }

  private static InputStream open(String path, Configuration hadoop) throws IOException {
    Optional<java.nio.file.Path> local = new HadoopVideoSource(path, hadoop).file();
    if (local.isPresent()) {
      return Files.newInputStream(local.get());
    }
    Path place = new Path(path);
    return place.getFileSystem(hadoop).open(place);
  }
}
