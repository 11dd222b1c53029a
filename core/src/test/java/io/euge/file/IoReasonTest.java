package io.euge.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class IoReasonTest {
  @Test
  void aReasonDoesNotNameATemporaryFile() {
    String hidden = "/x/.out.part";
    assertThat(IoReason.of(new NoSuchFileException(hidden))).isEqualTo("no such file or directory");
    assertThat(IoReason.of(new AccessDeniedException(hidden))).isEqualTo("permission denied");
    assertThat(IoReason.of(new FileSystemException(hidden, null, "Read-only file system")))
        .isEqualTo("Read-only file system");
    assertThat(IoReason.of(new FileNotFoundException(hidden + " (Permission denied)")))
        .isEqualTo("permission denied");
    assertThat(IoReason.of(new FileNotFoundException(hidden))).isEqualTo("no such file");
  }

  @Test
  void anotherExceptionHasItsMessage() {
    Exception io = new NoSuchFileException("/x");
    assertThat(IoReason.of(io)).isEqualTo("no such file or directory");
    assertThat(IoReason.of(new IllegalArgumentException("no path"))).isEqualTo("no path");
  }

  @Test
  void theReasonThatAStorageGaveCanBeKept() {
    IOException denied = new AccessDeniedException("s3a://b/a.mp4", null, "Access Denied");
    assertThat(IoReason.given(denied)).isEqualTo("Access Denied");
    assertThat(IoReason.given(new AccessDeniedException("/x"))).isEqualTo("permission denied");
  }

  @Test
  void aWaitForALockThatIsInterruptedHasAReason() {
    assertThat(IoReason.of(new FileLockInterruptionException())).isEqualTo("interrupted");
  }

  @Test
  void theSystemsOwnWordsStay() {
    assertThat(IoReason.of(new IOException("No space left on device")))
        .isEqualTo("No space left on device");
  }

  @Test
  void aPathThatCannotBeIsNotRepeated() {
    assertThatThrownBy(() -> Path.of("a\0b"))
        .isInstanceOfSatisfying(
            InvalidPathException.class,
            e -> assertThat(IoReason.of(e)).isEqualTo("nul character not allowed"));
  }
}
