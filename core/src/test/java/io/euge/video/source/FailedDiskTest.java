package io.euge.video.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.euge.EugeException;
import io.euge.testing.ClipWriter;
import io.euge.testing.NoLeaks;
import io.euge.video.VideoBytes;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Stage;
import io.euge.video.VideoSource;
import java.io.IOException;
import java.nio.file.Path;
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
  void itsMessageIsToldFromThatOfAFile(String message, boolean isOfVideo) {
    VideoSource source =
        new VideoSource() {
          @Override
          public String name() {
            return "a.mp4";
          }

          @Override
          public VideoBytes open() throws IOException {
            throw new IOException(message);
          }
        };
    assertThatThrownBy(() -> Input.open(source))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining(message)
        .matches(e -> e instanceof VideoException == isOfVideo);
  }
}
