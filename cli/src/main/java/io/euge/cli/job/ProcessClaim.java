package io.euge.cli.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.file.IoReason;
import io.euge.process.ProcessIdentity;
import io.euge.spark.storage.FullDisk;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.UUID;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small file next to a directory that identifies the process that writes to the directory. The
 * process renews the file regularly, so that its age shows on any storage whether the process is
 * still running.
 */
public final class ProcessClaim implements AutoCloseable {
  static final String SUFFIX = ".owner";

  /** What follows the name of a directory whose claim is being removed. */
  private static final String REMOVAL = ".removal";

  /** What follows the name of a directory in that of a file whose time is the storage's. */
  private static final String CLOCK = ".clock";

  /** Hadoop has a constant for it only since 3.4.2; before, S3A does not read it. */
  private static final String IF_NONE = "fs.option.create.conditional.overwrite";

  private static final Logger LOG = LoggerFactory.getLogger(ProcessClaim.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration RENEWAL = Duration.ofMinutes(10);

  /** The interval of renewals if another process may wait for the claim. */
  private static final Duration EXCLUSIVE_RENEWAL = Duration.ofMinutes(1);

  /** The age after which an exclusive claim without renewal is invalid. */
  public static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final int MOST_BYTES = 4096;

  /**
   * The content of the file.
   *
   * @param stagingOf the program that writes to the directory
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

  /** Returns the path of the claim of a staging directory. */
  private static Path of(Path folder) {
    return folder.suffix(SUFFIX);
  }

  /** Claims a directory whose name only this process knows. */
  static ProcessClaim claim(FileSystem files, Path folder) throws IOException {
    return claim(files, folder, RENEWAL);
  }

  /**
   * Claims a directory exclusively. Of several processes that do so at once, one gets it on
   * storages that can create a file only if there is none: local ones, HDFS, Azure, and S3 from
   * Hadoop 3.4.2 on. On others, two may get it that start within the same moment.
   *
   * @return the claim; empty if another process that may still be running has claimed the directory
   */
  public static Optional<ProcessClaim> exclusive(FileSystem files, Path folder) throws IOException {
    Path file = of(folder);
    files.mkdirs(folder.getParent());
    if (isHeld(files, folder)
        || (files.exists(file) && !removeEnded(files, folder))
        || !create(files, file)) {
      return Optional.empty();
    }
    ProcessClaim claim = claim(files, folder, EXCLUSIVE_RENEWAL);
    boolean own =
        read(files, files.getFileStatus(file)).filter(Content.current()::equals).isPresent();
    if (!own) { // Another process has claimed it at the same time.
      claim.leave();
      return Optional.empty();
    }
    return Optional.of(claim);
  }

  /**
   * Removes the claim of a process that has ended. One process at a time does so, because another
   * would remove the claim of the first.
   *
   * @return whether it was removed; else another process has claimed the directory, or is about to
   */
  private static boolean removeEnded(FileSystem files, Path folder) throws IOException {
    Path removal = of(folder.suffix(REMOVAL));
    Optional<Boolean> other = isHeldIfThere(files, folder.suffix(REMOVAL));
    if (other.isPresent()) {
      if (other.get()) {
        return false;
      }
      files.delete(removal, false); // Of a process that was stopped here.
    }
    if (!create(files, removal)) {
      return false;
    }
    try {
      return isHeldIfThere(files, folder).filter(held -> !held).isPresent()
          && files.delete(of(folder), false);
    } finally {
      files.delete(removal, false);
    }
  }

  /** Creates an empty file. Returns false if it is there. */
  private static boolean create(FileSystem files, Path file) throws IOException {
    try {
      if (files instanceof LocalFileSystem local) { // It looks for the file and then creates it.
        Files.createFile(local.pathToFile(file).toPath());
      } else {
        FSDataOutputStreamBuilder<?, ?> target = files.createFile(file);
        target.overwrite(false);
        target.opt(IF_NONE, true);
        target.build().close();
      }
      return true;
    } catch (IOException e) { // Storages throw different ones.
      if (files.exists(file)) {
        return false;
      }
      throw e;
    }
  }

  /** Returns whether a process that may still be running has claimed a directory exclusively. */
  public static boolean isHeld(FileSystem files, Path folder) throws IOException {
    return isHeldIfThere(files, folder).orElse(false);
  }

  /** Returns the same; empty if there is no claim. */
  private static Optional<Boolean> isHeldIfThere(FileSystem files, Path folder) throws IOException {
    try {
      FileStatus claim = files.getFileStatus(of(folder));
      long age = currentMillis(files, folder) - claim.getModificationTime();
      return Optional.of(
          age <= PATIENCE.toMillis()
              && read(files, claim).filter(content -> content.process().hasEnded()).isEmpty());
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Returns the time by the clock of the storage, which may differ from that of this host. */
  private static long currentMillis(FileSystem files, Path folder) {
    Path probe = folder.suffix("." + UUID.randomUUID() + CLOCK);
    try {
      create(files, probe);
      try {
        return files.getFileStatus(probe).getModificationTime();
      } finally {
        files.delete(probe, false);
      }
    } catch (IOException e) {
      // A process that asks for the state of a job may have no permission to write there.
      LOG.debug("Cannot read the clock of the storage of {}", folder, e);
      return System.currentTimeMillis();
    }
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
    } catch (JsonProcessingException | ChecksumException | EOFException e) {
      LOG.debug("{} is no claim, or is being written", file.getPath(), e);
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

  /** Renews the claim. A failure is logged: an exception would end all later renewals too. */
  synchronized void renew() {
    try {
      if (isHeld) {
        write();
      }
    } catch (IOException e) {
      LOG.warn("Cannot renew {}: {}", file, IoReason.of(e));
    } catch (RuntimeException e) {
      LOG.warn("Cannot renew {}", file, e);
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

  /** Deletes the file. The directory must have been deleted before. */
  @Override
  public synchronized void close() throws IOException {
    leave();
    files.delete(file, false);
  }
}
