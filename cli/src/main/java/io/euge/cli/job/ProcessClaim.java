package io.euge.cli.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.process.ProcessIdentity;
import io.euge.spark.storage.FullDisk;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small file next to a folder that identifies the process that writes to the folder. The process
 * renews the file regularly, so that its age shows on any storage whether the process is still
 * running.
 */
public final class ProcessClaim implements AutoCloseable {
  static final String SUFFIX = ".owner";

  private static final Logger LOG = LoggerFactory.getLogger(ProcessClaim.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration RENEWAL = Duration.ofMinutes(10);

  /** The interval of renewals if another process may wait for the claim. */
  private static final Duration EXCLUSIVE_RENEWAL = Duration.ofMinutes(1);

  /** The age after which a claim without renewal is invalid. */
  public static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final int MOST_BYTES = 4096;

  /**
   * The content of the file.
   *
   * @param stagingOf the program that writes to the folder
   */
  record Content(String stagingOf, ProcessIdentity process) {
    private static final String PROGRAM = "euge";

    static Content current() {
      return new Content(PROGRAM, ProcessIdentity.current());
    }

    private boolean isValid() {
      return PROGRAM.equals(stagingOf) && process != null;
    }
  }

  private final FileSystem files;
  private final Path file;
  private final byte[] content;
  private final Timer clock = new Timer("euge-staging-claim", true);
  private boolean isHeld = true;

  private ProcessClaim(FileSystem files, Path file, byte[] content) {
    this.files = files;
    this.file = file;
    this.content = content;
  }

  /** Returns the path of the claim of a staging folder. */
  private static Path of(Path folder) {
    return folder.suffix(SUFFIX);
  }

  /** Claims a folder whose name only this process knows. */
  static ProcessClaim claim(FileSystem files, Path folder) throws IOException {
    return claim(files, folder, RENEWAL);
  }

  /**
   * Claims a folder exclusively.
   *
   * @return the claim; empty if another process that may still be running has claimed the folder
   */
  public static Optional<ProcessClaim> exclusive(FileSystem files, Path folder) throws IOException {
    if (isHeld(files, folder)) {
      return Optional.empty();
    }
    Path file = of(folder);
    files.mkdirs(folder.getParent());
    ProcessClaim claim = claim(files, folder, EXCLUSIVE_RENEWAL);
    boolean own =
        read(files, files.getFileStatus(file)).filter(Content.current()::equals).isPresent();
    if (!own) { // Another process has claimed it at the same time.
      claim.leave();
      return Optional.empty();
    }
    return Optional.of(claim);
  }

  /** Returns whether a process that may still be running has claimed a folder exclusively. */
  public static boolean isHeld(FileSystem files, Path folder) throws IOException {
    Path file = of(folder);
    if (!files.exists(file)) {
      return false;
    }
    FileStatus claim = files.getFileStatus(file);
    long age = System.currentTimeMillis() - claim.getModificationTime();
    return age <= PATIENCE.toMillis()
        && read(files, claim).filter(content -> content.process().hasEnded()).isEmpty();
  }

  private static ProcessClaim claim(FileSystem files, Path folder, Duration renewal)
      throws IOException {
    byte[] content = JSON.writeValueAsBytes(Content.current());
    ProcessClaim claim = new ProcessClaim(files, of(folder), content);
    try {
      claim.write();
    } catch (IOException e) {
      claim.leave();
      files.delete(claim.file, false); // An empty file belongs to a process that is starting.
      throw e;
    }
    // Also deletes it when the user interrupts the program.
    files.deleteOnExit(claim.file);
    claim.clock.schedule(
        new TimerTask() {
          @Override
          public void run() {
            claim.renew();
          }
        },
        renewal.toMillis(),
        renewal.toMillis());
    return claim;
  }

  /** Reads a claim; empty if the file is not a claim. */
  static Optional<Content> read(FileSystem files, FileStatus file) throws IOException {
    if (!file.isFile() || file.getLen() > MOST_BYTES) {
      return Optional.empty();
    }
    byte[] bytes = new byte[(int) file.getLen()];
    try (FSDataInputStream in = files.open(file.getPath())) {
      in.readFully(bytes);
      return Optional.ofNullable(JSON.readValue(bytes, Content.class)).filter(Content::isValid);
    } catch (JsonProcessingException e) {
      LOG.debug("{} is no claim", file.getPath(), e);
      return Optional.empty();
    }
  }

  /** Returns the time of the last renewal, by the clock of the storage. */
  long renewedMillis() throws IOException {
    return files.getFileStatus(file).getModificationTime();
  }

  Path file() {
    return file;
  }

  private synchronized void renew() {
    try {
      if (isHeld) {
        write();
      }
    } catch (IOException e) {
      LOG.warn("Cannot renew {}: {}", file, e.getMessage());
    }
  }

  private void write() throws IOException {
    try (OutputStream out = files.create(file, true)) {
      out.write(content);
    } catch (FSError e) {
      throw FullDisk.exception(e);
    }
  }

  /** Keeps the file for a later job, which will restore what this one could not. */
  synchronized void leave() {
    isHeld = false;
    clock.cancel();
    files.cancelDeleteOnExit(file);
  }

  /** Deletes the file. The folder must have been deleted before. */
  @Override
  public synchronized void close() throws IOException {
    leave();
    files.delete(file, false);
  }
}
