package io.euge.spark;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;
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
      case "broken.mp4" -> throw new IOException("the key of the file is lost\nand more");
      case "offline.mp4" -> throw new IOException("gave up", new ConnectException("refused"));
      default -> {
        return super.getFileStatus(path);
      }
    }
  }

  @Override
  public FSDataInputStream open(Path path, int buffer) throws IOException {
    return path.getName().equals("reset.mp4")
        ? new FSDataInputStream(new ResetStream())
        : super.open(path, buffer);
  }

  /** The bytes of a file whose connection is lost. */
  private static final class ResetStream extends FSInputStream {
    private long position;

    @Override
    public int read() throws IOException {
      throw new SocketException("reset by peer");
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
      return read();
    }

    @Override
    public void seek(long to) {
      position = to;
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public boolean seekToNewSource(long to) {
      return false;
    }
  }
}
