package io.euge.spark;

import java.io.IOException;
import java.net.ConnectException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;

/** The files of this machine as a storage of its own, {@code fake:/path}, that can refuse. */
public final class FakeStore extends LocalStore {
  /** Knows the scheme {@code fake}. */
  public static Configuration configuration() {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.fake.impl", FakeStore.class.getName());
    return hadoop;
  }

  public FakeStore() {
    super("fake");
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    switch (path.getName()) {
      case "secret.mp4" -> throw new AccessControlException("user bob has no right\nand more");
      case "broken.mp4" -> throw new IOException("the name node is in safe mode\nand more");
      case "offline.mp4" -> throw new IOException("gave up", new ConnectException("refused"));
      default -> {
        return super.getFileStatus(path);
      }
    }
  }
}
