package io.euge.device.mps;

import io.euge.file.FolderOwner;
import io.euge.file.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Checks the owners and permissions of MPS directories. */
final class DirectoryChecks {
  private DirectoryChecks() {}

  /**
   * Creates the directory that holds a daemon's directories; the daemon creates these. A directory
   * that another can write to would let them pose as the daemon, so it must be this user's or
   * root's.
   *
   * @throws MpsException if it cannot be made or is not safe
   */
  static void prepare(Path folder) {
    try {
      FolderOwner owner = FolderOwner.prepare(folder, "rwxr-xr-x");
      if (!owner.isTrusted()) {
        throw new MpsException(
            "The directory "
                + folder
                + " for MPS directories belongs to user id "
                + owner.userId()
                + " with "
                + PosixFilePermissions.toString(owner.permissions())
                + ", so others could pose as the daemon: remove it, or name another by EUGE_MPS");
      }
    } catch (IOException e) {
      throw new MpsException(
          "Cannot create the directory %s for MPS directories: %s; name another by EUGE_MPS"
              .formatted(folder, IoReason.of(e)),
          e);
    }
  }

  /**
   * Requires that this user may enter a directory, if it exists.
   *
   * @throws MpsException if not
   */
  static void requireAccess(Path pipe) {
    if (Files.isDirectory(pipe) && !Files.isExecutable(pipe)) {
      throw new MpsException(
          "The MPS pipe directory "
              + pipe
              + " belongs to user "
              + ownerName(pipe)
              + " and is closed to this one: do it as that user or as root");
    }
  }

  /**
   * Requires that this user owns a daemon, because drivers before 550 let any user change any
   * daemon's settings.
   *
   * @throws MpsException if the daemon is another's and this user is not root
   */
  static void requireOwner(Path pipe) {
    try {
      int user = FolderOwner.currentUserId();
      Path socket = pipe.resolve("control");
      if (user != FolderOwner.ROOT && Files.exists(socket) && FolderOwner.userId(socket) != user) {
        throw new MpsException(
            "The MPS daemon in "
                + pipe
                + " belongs to user "
                + ownerName(socket)
                + ": do it as that user or as root");
      }
    } catch (IOException e) {
      throw new MpsException(
          "Cannot find the owner of the MPS daemon in %s: %s; try again"
              .formatted(pipe, IoReason.of(e)),
          e);
    }
  }

  private static String ownerName(Path file) {
    try {
      return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
