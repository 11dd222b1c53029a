package io.euge.spark;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.security.AccessControlException;

/** The files of this machine as a storage of its own, {@code fake:/path}, that can refuse. */
public final class FakeStore extends RawLocalFileSystem {
  /** Knows the scheme {@code fake}. */
  public static Configuration configuration() {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.fake.impl", FakeStore.class.getName());
    return hadoop;
  }

  @Override
  public URI getUri() {
    return URI.create("fake:///");
  }

  @Override
  public String getScheme() {
    return "fake";
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    switch (path.getName()) {
      case "secret.mp4" -> throw new AccessControlException("user bob has no right\nand more");
      case "broken.mp4" -> throw new IOException("the name node is in safe mode\nand more");
      default -> {
        return super.getFileStatus(path);
      }
    }
  }

  /**
   * Returns entries without permissions, which Hadoop reads of paths with the scheme file alone.
   */
  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    FileStatus[] entries = super.listStatus(path);
    for (int i = 0; i < entries.length; i++) {
      FileStatus entry = entries[i];
      entries[i] =
          new FileStatus(
              entry.getLen(),
              entry.isDirectory(),
              1,
              entry.getBlockSize(),
              entry.getModificationTime(),
              entry.getPath());
    }
    return entries;
  }
}
