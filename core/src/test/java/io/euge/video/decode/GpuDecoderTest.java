package io.euge.video.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_descriptor_get_by_name;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.euge.EugeException;
import io.euge.testing.ClipWriter;
import io.euge.testing.NoLeaks;
import io.euge.testing.Shared;
import io.euge.video.DecodeDevice;
import io.euge.video.DecodeOptions;
import io.euge.video.source.Ffmpeg;
import io.euge.video.source.FormatAllowlist;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be seen of decoding on a GPU where there is none. */
@ExtendWith(NoLeaks.class)
class GpuDecoderTest {
  private static final DecodeOptions ON_GPU = DecodeOptions.DEFAULT.withDevice(DecodeDevice.CUDA);

  @TempDir Path folder;

  @Test
  void aMissingDriverIsNotAnErrorOfTheVideo() {
    assumeFalse(Files.exists(Path.of("/proc/driver/nvidia/version")), "this host has a driver");
    Path video = Shared.carDetection();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> VideoReader.open(video, ON_GPU.withTolerance(true)))
          .isExactlyInstanceOf(EugeException.class)
          .hasMessageContaining("libcuda.so.1")
          .hasMessageContaining("decode-on cpu");
    }
  }

  @Test
  void aCodecThatGpusDoNotDecodeIsNamed() {
    Path clip = new ClipWriter().codec("ffv1", "yuv420p").write(folder.resolve("clip.mkv"));
    assertThatThrownBy(() -> VideoReader.open(clip, ON_GPU))
        .isExactlyInstanceOf(EugeException.class)
        .hasMessageContaining("ffv1")
        .hasMessageContaining("clip.mkv")
        .hasMessageContaining("decode-on cpu");
  }

  @ParameterizedTest
  @ValueSource(strings = {"h264", "hevc", "av1", "vp9", "mpeg4", "mjpeg"})
  void theUsualCodecsHaveAPartForGpusAndAreAdmitted(String codec) {
    Ffmpeg.load();
    int id = avcodec_descriptor_get_by_name(codec).id();
    assertThat(GpuDecoder.codec(id, "a video").name().getString()).isEqualTo(codec);
    assertThat(List.of(FormatAllowlist.CODECS.split(",", -1))).contains(codec);
  }
}
