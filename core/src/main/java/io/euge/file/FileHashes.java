package io.euge.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The SHA-256 hashes of files that this process has read, so that it hashes a file of hundreds of
 * megabytes once. A file that was changed or replaced since has another length, time or number.
 */
final class FileHashes {
  /** A file changed this recently may change again without getting another time. */
  private static final Duration RECENT = Duration.ofSeconds(2);

  private static final Map<FileState, String> KNOWN = new ConcurrentHashMap<>();

  private FileHashes() {}

  /** What changes with a file's content. */
  record FileState(Path path, Map<String, Object> attributes) {
    /** Returns the state of a file; empty where the file system does not report all of it. */
    static Optional<FileState> of(Path path) {
      try {
        String wanted = "unix:size,lastModifiedTime,ctime,ino,dev";
        return Optional.of(
            new FileState(path.toAbsolutePath(), Files.readAttributes(path, wanted)));
      } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    private boolean isRecent() {
      Instant recent = Instant.now().minus(RECENT);
      return List.of("lastModifiedTime", "ctime").stream()
          .anyMatch(time -> ((FileTime) attributes.get(time)).toInstant().isAfter(recent));
    }
  }

  /** Returns the hash that a file in this state had. */
  static Optional<String> find(FileState state) {
    return Optional.ofNullable(KNOWN.get(state));
  }

  /**
   * Keeps the hash of a file, unless it has changed since.
   *
   * @param before its state before it was read
   */
  static void keep(FileState before, String hash) {
    if (!before.isRecent() && FileState.of(before.path).equals(Optional.of(before))) {
      KNOWN.put(before, hash);
    }
  }
}
