package io.euge.video.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.testing.FfmpegProgram;
import io.euge.testing.LongTests;
import io.euge.testing.Shared;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole corpus, read in a process of its own. In the profile {@code long} all thousand seeds of
 * flipped bits on each clip.
 */
@EnabledOnOs(OS.LINUX)
class BadVideosIT {
  /** Seen: 324, of which 256 are what the Java heap and the libraries take. */
  private static final int MOST_MEBIBYTES = 768;

  @TempDir Path folder;

  @Test
  void noVideoCrashesHangsLeaksOrGivesFramesThatAreNotItsOwn() throws Exception {
    Path clips = Files.createDirectory(folder.resolve("clips"));
    Path cases = Files.createDirectory(folder.resolve("cases"));
    assertThat(FfmpegProgram.runs() || !FfmpegProgram.isThere())
        .as("the program ffmpeg is there")
        .isTrue();
    GoodClips.write(clips);
    check(cases, clips, LongTests.enabled() ? "full" : "few");
  }

  @Test
  void corruptVideosOfOddClassesLoseNoFrameWithoutAnError() throws Exception {
    Path clips = Files.createDirectory(folder.resolve("odd"));
    Path cases = Files.createDirectory(folder.resolve("odd-cases"));
    try (Stream<Path> files = Files.list(Shared.file("data/odd-videos"))) {
      for (Path file : files.filter(BadVideosIT::isWhole).toList()) {
        Files.copy(file, clips.resolve(file.getFileName().toString()));
      }
    }
    check(cases, clips, LongTests.enabled() ? "odd-full" : "odd");
  }

  /** Returns whether a file is a video that is read as a whole; those named here are not. */
  private static boolean isWhole(Path file) {
    return file.getFileName().toString().matches("(?!14|README|01c|03b).*");
  }

  private static void check(Path cases, Path clips, String extent) throws Exception {
    CorpusRun run = new CorpusRun(cases, clips, CorpusProcess.class, extent, 60).run();
    System.out.println(run);
    assertThat(run.wrong).as("%s", run).isEmpty();
    assertThat(run.largestMebibytes).as("MiB for %s", run.largest).isLessThan(MOST_MEBIBYTES);
  }
}
