package io.euge.video.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avutil.*;

import io.euge.testing.ClipWriter;
import io.euge.testing.NoLeaks;
import io.euge.video.DecodeOptions;
import io.euge.video.VideoException;
import io.euge.video.decode.VideoReader;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(NoLeaks.class)
class DolbyVisionTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"5, 0, true", "10, 0, true", "8, 1, false", "8, 4, false", "7, 6, false"})
  void aVideoWithoutAnOrdinaryPictureIsRefused(int profile, int compatibility, boolean refused) {
    Path file =
        new ClipWriter()
            .frames(1)
            .dolbyVision(profile, compatibility)
            .write(folder.resolve("clip.mp4"));
    if (refused) {
      assertThatThrownBy(() -> VideoReader.open(file, DecodeOptions.DEFAULT))
          .isInstanceOfSatisfying(
              VideoException.class,
              e -> assertThat(e.code()).isEqualTo(VideoException.Code.UNSUPPORTED))
          .hasMessageContaining("Dolby Vision", "convert it to HDR10 or BT.709");
    } else {
      try (VideoReader reader = VideoReader.open(file, DecodeOptions.DEFAULT)) {
        assertThat(reader.next()).isTrue();
      }
    }
  }

  /** As FFmpeg's decoder of HEVC makes it: where the header lies, then the header. */
  @ParameterizedTest
  @CsvSource({"0, true", "1, false"})
  void aFrameIsRecognizedByItsOwnMetadata(int profile, boolean refused) {
    AVFrame frame = av_frame_alloc();
    try {
      assertThat(DolbyVision.isIncompatible(frame)).isFalse();
      BytePointer data = av_frame_new_side_data(frame, AV_FRAME_DATA_DOVI_METADATA, 64).data();
      data.put(new byte[64], 0, 64);
      data.put(0, (byte) 32).put(32 + 4, (byte) profile);
      assertThat(DolbyVision.isIncompatible(frame)).isEqualTo(refused);
    } finally {
      av_frame_free(frame);
    }
  }
}
