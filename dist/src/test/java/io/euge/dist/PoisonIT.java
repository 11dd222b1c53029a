package io.euge.dist;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.LocalSpark;
import io.euge.testing.ClipWriter;
import io.euge.testing.Shared;
import io.euge.video.VideoSource;
import io.euge.video.decode.VideoReader;
import io.euge.video.split.SegmentPlan;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests videos that crash the process that reads them, in a real cluster: each may cost one
 * executor and its own result, but no frame of another video. The executors have a modified reader,
 * in which FFmpeg crashes with an invalid memory access for videos with certain names.
 */
class PoisonIT {
  private static final int GOOD = 3;
  private static final int FRAMES = 50;

  @TempDir Path folder;

  @Test
  void aVideoThatKillsItsProcessIsLeftOutAndTheOthersAreWhole() throws Exception {
    Path videos = Files.createDirectory(folder.resolve("videos"));
    for (int i = 0; i < GOOD; i++) {
      new ClipWriter().frames(FRAMES).write(videos.resolve("good-" + i + ".mp4"));
    }
    Files.copy(videos.resolve("good-0.mp4"), videos.resolve("crash-when-probed.mp4"));
    Files.copy(videos.resolve("good-0.mp4"), videos.resolve("crash-when-read.mp4"));
    StandaloneCluster.Ended job;
    try (StandaloneCluster spark = new StandaloneCluster(folder, 2)) {
      job =
          spark.euge(
              List.of(
                  "detect",
                  videos.toString(),
                  "--model",
                  Shared.model("yolo-fastest-1.1.cfg").toString(),
                  "--output",
                  "out",
                  "--conf",
                  "spark.executor.extraClassPath=" + classPathThatCrashes(),
                  "--conf",
                  "spark.executor.memory=800m"));
    }
    assertThat(job.exit()).as("euge printed:\n%s", job.printed()).isEqualTo(3);
    assertThat(job.printed())
        .contains("2 of 5 videos are corrupt or could not be read (2 errors)")
        .contains("crash-when-read.mp4 kills the process that reads it (SIGSEGV in libavcodec.so");
    List<Row> frames = table("out");
    for (int i = 0; i < GOOD; i++) {
      String name = "/good-" + i + ".mp4";
      assertThat(frames.stream().filter(row -> row.getString(0).endsWith(name)).count())
          .as(name)
          .isEqualTo(FRAMES);
    }
    assertThat(frames).hasSize(GOOD * FRAMES);
    List<Row> errors = table("out/_errors");
    assertThat(errors)
        .extracting(row -> row.<String>getAs("code"))
        .containsExactly("POISON", "POISON");
    assertThat(errors)
        .extracting(row -> row.<String>getAs("stage"))
        .containsExactly("PROBE", "DECODE");
  }

  /** Euge's unmodified jars follow the modified one and precede those of the driver. */
  private String classPathThatCrashes() throws IOException {
    File jar = folder.resolve("crash.jar").toFile();
    new ByteBuddy()
        .redefine(SegmentPlan.class)
        .visit(Advice.to(CrashWhenProbed.class).on(named("of")))
        .make()
        .toJar(jar);
    new ByteBuddy()
        .redefine(VideoReader.class)
        .visit(Advice.to(CrashWhenRead.class).on(named("open").and(takesArguments(3))))
        .make()
        .inject(jar);
    return jar + File.pathSeparator + System.getProperty("java.class.path");
  }

  /** Inlined at the beginning of the method, so it can only call what the method can call. */
  private static final class CrashWhenProbed {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(0) VideoSource source) {
      if (source.name().contains("crash-when-probed")) {
        avcodec.avcodec_flush_buffers((AVCodecContext) null);
      }
    }
  }

  private static final class CrashWhenRead {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(0) VideoSource source) {
      if (source.name().contains("crash-when-read")) {
        avcodec.avcodec_flush_buffers((AVCodecContext) null);
      }
    }
  }

  private List<Row> table(String name) throws IOException {
    try (SparkSession spark = LocalSpark.start(1)) {
      return spark.read().parquet(folder.resolve(name).toString()).collectAsList();
    }
  }
}
