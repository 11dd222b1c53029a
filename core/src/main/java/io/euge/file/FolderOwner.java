package io.euge.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Who can change what is in a directory. A directory in a place such as {@code /tmp} may have been
 * made by another user, who could replace the files of this one there.
 *
 * @param userId of the owner
 * @param sticky whether users can only delete and rename files of their own
 */
public record FolderOwner(int userId, Set<PosixFilePermission> permissions, boolean sticky) {
  /** The user id of root. */
  public static final int ROOT = 0;

  private static final int STICKY = 01000;

  public FolderOwner {
    permissions = Set.copyOf(permissions);
  }

  /**
   * Creates a directory unless it exists, and returns who owns it.
   *
   * @param permissions of a new directory, as in {@code rwxr-xr-x}
   */
  public static FolderOwner prepare(Path folder, String permissions) throws IOException {
    if (!Files.exists(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
    }
    return new FolderOwner(
        userId(folder),
        Files.getPosixFilePermissions(folder),
        ((Integer) Files.getAttribute(folder, "unix:mode") & STICKY) != 0);
  }

  /** Returns whether all users can replace files there. */
  public boolean isOpen() {
    return permissions.contains(PosixFilePermission.OTHERS_WRITE) && !sticky;
  }

  /** Returns whether only this user and root can replace files there. */
  public boolean isTrusted() throws IOException {
    return !isOpen() && (userId == ROOT || userId == currentUserId());
  }

  /** Returns the user id of this process. */
  public static int currentUserId() throws IOException {
    return userId(Path.of("/proc/self"));
  }

  /** Returns the user id of a file's owner. */
  public static int userId(Path file) throws IOException {
    return (Integer) Files.getAttribute(file, "unix:uid");
  }
}
