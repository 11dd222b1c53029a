package io.euge.video.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.testing.FfmpegProgram;
import io.euge.testing.LongTests;
import java.nio.file.Files;
import java.nio.file.Path;
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
    CorpusRun run =
        new CorpusRun(cases, clips, CorpusProcess.class, LongTests.enabled() ? "full" : "few", 60)
            .run();
    System.out.println(run);
    assertThat(run.wrong).as("%s", run).isEmpty();
    assertThat(run.largestMebibytes).as("MiB for %s", run.largest).isLessThan(MOST_MEBIBYTES);
  }
}
