package io.euge.cli.job;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the staging directories of killed jobs. A directory is deleted only if it has a {@link
 * ProcessClaim} whose process has certainly ended: according to the process table on the same host,
 * or because the claim was not renewed for a day.
 */
final class StaleStaging {
  private static final Logger LOG = LoggerFactory.getLogger(StaleStaging.class);
  private static final Duration MOST_AGE = Duration.ofDays(1);
  private static final Pattern NAME =
      Pattern.compile(
          "\\..+\\.\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}\\.part\\"
              + ProcessClaim.SUFFIX);

  private final FileSystem files;
  private final ProcessClaim own;

  private StaleStaging(FileSystem files, ProcessClaim own) {
    this.files = files;
    this.own = own;
  }

  /**
   * Deletes such directories in the directory of this job's claim. A failure is logged and
   * otherwise ignored.
   */
  static void removeBeside(FileSystem files, ProcessClaim own) {
    new StaleStaging(files, own).removeAll();
  }

  private void removeAll() {
    Path parent = own.file().getParent();
    try {
      long now = own.renewedMillis();
      for (FileStatus claim :
          files.listStatus(parent, path -> NAME.matcher(path.getName()).matches())) {
        if (!claim.getPath().getName().equals(own.file().getName())) {
          removeIfStale(claim, now);
        }
      }
    } catch (IOException e) {
      LOG.warn("Cannot look for files that killed jobs left in {}: {}", parent, e.getMessage());
    }
  }

  private void removeIfStale(FileStatus claim, long now) {
    try {
      if (isStale(claim, now)) {
        String name = claim.getPath().getName();
        Path folder =
            new Path(
                claim.getPath().getParent(),
                name.substring(0, name.length() - ProcessClaim.SUFFIX.length()));
        restore(StagingFolder.retired(folder));
        files.delete(folder, true);
        files.delete(claim.getPath(), false);
        LOG.info("Removed {}, which a killed job left", folder);
      }
    } catch (IOException e) {
      LOG.warn(
          "Cannot remove the files that a killed job left at {}: " + "{}",
          claim.getPath(),
          e.getMessage());
    }
  }

  private boolean isStale(FileStatus claim, long now) throws IOException {
    boolean old = now - claim.getModificationTime() > MOST_AGE.toMillis();
    if (claim.getLen() == 0) { // Its process ended while it wrote the file.
      return old;
    }
    Optional<ProcessClaim.Content> content = ProcessClaim.read(files, claim);
    return content.isPresent() && (old || content.get().process().hasEnded());
  }

  /**
   * Restores former outputs that a job was replacing, and deletes those whose replacement exists.
   */
  private void restore(Path retired) throws IOException {
    if (!files.exists(retired)) {
      return;
    }
    for (FileStatus former : files.listStatus(retired)) {
      Path place = new Path(retired.getParent(), former.getPath().getName());
      if (files.exists(place)) {
        files.delete(former.getPath(), true);
      } else if (!files.rename(former.getPath(), place)) {
        throw new IOException("cannot move " + former.getPath() + " to " + place);
      }
    }
    files.delete(retired, false);
  }
}
