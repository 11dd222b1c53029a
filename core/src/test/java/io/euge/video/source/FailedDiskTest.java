package io.euge.video.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.euge.EugeException;
import io.euge.testing.ClipWriter;
import io.euge.testing.NoLeaks;
import io.euge.video.VideoBytes;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.VideoException.Stage;
import io.euge.video.VideoSource;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A disk or a mount that fails while a video is read. */
@ExtendWith(NoLeaks.class)
class FailedDiskTest {
  private static final int EIO = 5;

  @TempDir Path folder;

  @Test
  void itIsNeitherTheEndOfAVideoNorDamage() {
    Path clip = new ClipWriter().write(folder.resolve("a.mp4"));
    try (Input input = Input.open(VideoSource.of(clip))) {
      input.check(Stage.DECODE);
      input.format().pb().error(-EIO); // As FFmpeg sets it where the system fails to read.
      EugeException e = catchThrowableOfType(EugeException.class, () -> input.check(Stage.DECODE));
      assertThat(e)
          .isNotInstanceOf(VideoException.class)
          .hasMessageStartingWith("Cannot read " + clip + ": ")
          .hasMessageEndingWith(
              "check the disk or the network mount that it is on, then start again");
    }
  }

  @ParameterizedTest
  @CsvSource({"Input/output error, false", "Stale file handle, false", "unknown cipher, true"})
  void aFailedDiskIsDistinguishedFromADamagedFile(String message, boolean isOfVideo) {
    assertThatThrownBy(() -> Input.open(failing(new IOException(message))))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining(message)
        .matches(e -> e instanceof VideoException == isOfVideo);
  }

  @Test
  void aFileThatDisappearedIsMissingAndItsPathIsGivenOnce() {
    for (IOException gone :
        List.of(
            new NoSuchFileException("/x/a.mp4"),
            new FileNotFoundException("/x/a.mp4 (No such file or directory)"))) {
      VideoException e =
          catchThrowableOfType(VideoException.class, () -> Input.open(failing(gone)));
      assertThat(e.code()).isEqualTo(Code.MISSING);
      assertThat(e).hasMessage("There is no file a.mp4; check the path");
    }
    VideoException e =
        catchThrowableOfType(
            VideoException.class, () -> Input.open(failing(new AccessDeniedException("/x/a.mp4"))));
    assertThat(e.code()).isEqualTo(Code.UNREADABLE);
    assertThat(e).hasMessageStartingWith("Cannot read a.mp4: permission denied; ");
  }

  private static VideoSource failing(IOException failure) {
    return new VideoSource() {
      @Override
      public String name() {
        return "a.mp4";
      }

      @Override
      public VideoBytes open() throws IOException {
        throw failure;
      }
    };
  }
}
