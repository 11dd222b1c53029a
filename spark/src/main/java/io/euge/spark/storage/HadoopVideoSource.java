package io.euge.spark.storage;

import io.euge.EugeException;
import io.euge.spark.recording.Recording;
import io.euge.video.VideoBytes;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.VideoException.Stage;
import io.euge.video.VideoSource;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.functional.FutureIO;

/**
 * A video in any Hadoop file system. A local one is read without Hadoop.
 *
 * @param listed the file as it must still be when it is opened; null for any
 */
public record HadoopVideoSource(String name, Configuration hadoop, Recording listed)
    implements VideoSource {
  /** A constant of Hadoop's own only since 3.4; before, it is not read. */
  private static final String READ_POLICY = "fs.option.openfile.read.policy";

  /** Storage may have a time to the second for a file, and to the millisecond in a list. */
  private static final long TIME_PRECISION = 1000;

  /** Creates the source of a file in whatever state it is. */
  public HadoopVideoSource(String name, Configuration hadoop) {
    this(name, hadoop, null);
  }

  /** Returns the same, as it must still be when it is opened. */
  HadoopVideoSource asListed(Recording recording) {
    return new HadoopVideoSource(name, hadoop, recording);
  }

  /** Returns whether it is in the file system of this host. */
  boolean isLocal() {
    URI uri = new Path(name).toUri();
    String scheme =
        uri.getScheme() == null ? FileSystem.getDefaultUri(hadoop).getScheme() : uri.getScheme();
    return "file".equals(scheme);
  }

  /**
   * @throws VideoException if it is local and this process cannot read a file of such a name, or
   *     the file has changed
   */
  @Override
  public Optional<java.nio.file.Path> file() {
    if (!isLocal()) {
      return Optional.empty();
    }
    java.nio.file.Path file = LocalNames.readable(new Path(name).toUri().getPath(), name);
    if (listed != null) {
      requireUnchanged(file);
    }
    return Optional.of(file);
  }

  private void requireUnchanged(java.nio.file.Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      requireUnchanged(now.size(), now.lastModifiedTime().toMillis(), 1);
    } catch (IOException e) {
      // The opening of the file reports why it cannot be read.
    }
  }

  private void requireUnchanged(long bytes, long modified, long precision) {
    List<String> changes = new ArrayList<>();
    if (listed.bytes() != Recording.UNKNOWN_SIZE && listed.bytes() != bytes) {
      changes.add("its size from %,d to %,d bytes".formatted(listed.bytes(), bytes));
    }
    if (listed.modified() != Recording.UNKNOWN_TIME
        && Math.abs(listed.modified() - modified) >= precision) {
      changes.add(
          "its time from %s to %s"
              .formatted(Instant.ofEpochMilli(listed.modified()), Instant.ofEpochMilli(modified)));
    }
    if (!changes.isEmpty()) {
      throw new VideoException(
          Stage.OPEN,
          Code.CHANGED,
          name,
          Double.NaN,
          "Cannot read %s: it has changed since it was listed, %s; read it again when it is complete"
              .formatted(name, String.join(" and ", changes)));
    }
  }

  /**
   * @throws io.euge.EugeException in one sentence with the remedy, if Hadoop cannot open the file;
   *     a {@link VideoException} if the reason is the video and not the cluster
   */
  @Override
  public VideoBytes open() {
    try {
      Path path = new Path(name);
      FileSystem files = path.getFileSystem(hadoop);
      FileStatus status = files.getFileStatus(path);
      if (status.isDirectory()) {
        throw new VideoException(
            Stage.OPEN,
            Code.MISSING,
            name,
            Double.NaN,
            name + " is a directory, not a video; name a file in it");
      }
      if (listed != null) {
        requireUnchanged(status.getLen(), status.getModificationTime(), TIME_PRECISION);
      }
      return new Bytes(name, open(files, status), status.getLen());
    } catch (IOException | RuntimeException | LinkageError e) {
      throw HadoopExceptions.translate(name, e);
    }
  }

  /** Opens a file with its status: no second request, and object stores refuse a changed object. */
  private static FSDataInputStream open(FileSystem files, FileStatus status) throws IOException {
    return FutureIO.awaitFuture(
        files.openFile(status.getPath()).withFileStatus(status).opt(READ_POLICY, "random").build());
  }

  private record Bytes(String name, FSDataInputStream in, long length) implements VideoBytes {
    @Override
    public int read(long position, ByteBuffer target) throws IOException {
      if (position >= length) {
        return -1;
      }
      try {
        return readAt(position, target);
      } catch (IOException | RuntimeException e) {
        Optional<EugeException> ofStorage = StorageFailures.of(name, e);
        if (ofStorage.isPresent() && !Thread.currentThread().isInterrupted()) {
          throw ofStorage.get();
        }
        throw e;
      }
    }

    private int readAt(long position, ByteBuffer target) throws IOException {
      if (in.getPos() != position) {
        in.seek(position);
      }
      if (!target.hasArray()) {
        return readThrough(target);
      }
      int at = target.arrayOffset() + target.position();
      int read = in.read(target.array(), at, target.remaining());
      target.position(target.position() + Math.max(0, read));
      return read;
    }

    private int readThrough(ByteBuffer target) throws IOException {
      byte[] bytes = new byte[target.remaining()];
      int read = in.read(bytes, 0, bytes.length);
      target.put(bytes, 0, Math.max(0, read));
      return read;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
