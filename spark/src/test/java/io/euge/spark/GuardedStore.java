package io.euge.spark;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;

/**
 * The files of this machine as a storage of its own, {@code guarded:/path}. A file may not be
 * opened while there is one of its name and {@code .denied} beside it.
 */
public final class GuardedStore extends LocalStore {
  public GuardedStore() {
    super("guarded");
  }

  @Override
  public FSDataInputStream open(Path path, int buffer) throws IOException {
    if (Files.exists(java.nio.file.Path.of(path.toUri().getPath() + ".denied"))) {
      throw new AccessControlException("the policy forbids it");
    }
    return super.open(path, buffer);
  }
}
