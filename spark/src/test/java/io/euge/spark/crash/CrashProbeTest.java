package io.euge.spark.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.spark.recording.Recording;
import io.euge.spark.source.planning.VideoSegment;
import io.euge.spark.source.reading.SegmentProbe;
import io.euge.testing.ClipWriter;
import io.euge.video.DecodeOptions;
import io.euge.video.Segment;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.VideoException.Stage;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials are real processes, and so are the crashes. */
class CrashProbeTest {
  @TempDir Path folder;

  @Test
  void aReadingThatKillsItsProcessIsPoisonAndTheOthersAreTriedStill() {
    List<VideoException> outcomes =
        CrashProbe.probe(
            List.of(new Harmless("a"), new Crash("b"), new Refusal("c"), new Crash("d")));
    assertThat(outcomes).hasSize(4);
    assertThat(outcomes.get(0)).isNull();
    assertThat(outcomes.get(2)).isNull();
    for (int poison : List.of(1, 3)) {
      assertThat(outcomes.get(poison).code()).isEqualTo(Code.POISON);
      assertThat(outcomes.get(poison).stage()).isEqualTo(Stage.DECODE);
    }
    assertThat(outcomes.get(3))
        .hasMessageMatching(
            "d kills the process that reads it \\(SIGSEGV in libavcodec\\.so[.\\d]*\\) and is left out");
  }

  @Test
  void aGoodVideoPasses() {
    Path clip = new ClipWriter().write(folder.resolve("clip.mp4"));
    VideoSegment whole =
        new VideoSegment(new Recording(clip.toString(), "clip", null), Segment.whole());
    SegmentProbe reading =
        new SegmentProbe(
            new SerializableConfiguration(new Configuration()), whole, DecodeOptions.DEFAULT);
    CrashProbe.requireHarmless(reading);
    // Not because nothing was read: it comes to its end there.
    assertThat(CrashProbe.probe(List.of(new ThenCrash(reading))).get(0).code())
        .isEqualTo(Code.POISON);
  }

  @Test
  void aProbeWithoutAResultReportsNoVideo() {
    assertThat(
            CrashProbe.probe(List.of(new Exit("a", 1), new Exit("b", 128 + 9), new Harmless("c"))))
        .containsExactly(null, null, null);
  }

  @Test
  void whoIsInterruptedEndsTheTrial() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> CrashProbe.requireHarmless(new Harmless("a")))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("Interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  private interface Decoding extends CrashProbe.Reading {
    @Override
    default Stage stage() {
      return Stage.DECODE;
    }
  }

  private record Harmless(String video) implements Decoding {
    @Override
    public void run() {}
  }

  private record Refusal(String video) implements Decoding {
    @Override
    public void run() {
      throw new VideoException(Stage.OPEN, Code.FORMAT, video, Double.NaN, "no video");
    }
  }

  private record Exit(String video, int status) implements Decoding {
    @Override
    public void run() {
      Runtime.getRuntime().halt(status);
    }
  }

  private record ThenCrash(SegmentProbe reading) implements Decoding {
    @Override
    public String video() {
      return reading.video();
    }

    @Override
    public void run() {
      reading.run();
      new Crash(video()).run();
    }
  }

  private record Crash(String video) implements Decoding {
    @Override
    public void run() {
      avcodec.avcodec_flush_buffers((AVCodecContext) null);
    }
  }
}
