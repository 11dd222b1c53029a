package io.euge.spark;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The files of this machine as a storage of its own, {@code SCHEME:/path}. */
abstract class LocalStore extends RawLocalFileSystem {
  private final String scheme;

  LocalStore(String scheme) {
    this.scheme = scheme;
  }

  @Override
  public URI getUri() {
    return URI.create(scheme + ":///");
  }

  @Override
  public String getScheme() {
    return scheme;
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    return Arrays.stream(super.listStatus(path))
        .map(LocalStore::withoutPermissions)
        .toArray(FileStatus[]::new);
  }

  /** The local files' permissions are found for {@code file:} only. */
  private static FileStatus withoutPermissions(FileStatus file) {
    return new FileStatus(
        file.getLen(),
        file.isDirectory(),
        file.getReplication(),
        file.getBlockSize(),
        file.getModificationTime(),
        file.getPath());
  }
}
