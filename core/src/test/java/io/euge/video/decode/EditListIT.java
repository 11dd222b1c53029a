package io.euge.video.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.testing.FfmpegProgram;
import io.euge.testing.NoLeaks;
import io.euge.video.VideoSource;
import io.euge.video.split.SegmentPlan;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MP4 with edits that meet: FFmpeg gives the packets around such a place twice, once hidden. */
@ExtendWith(NoLeaks.class)
class EditListIT {
  private static final int FRAMES = 100;
  private static final int MEDIA_RATE = 12_800;
  private static final int ENTRY = 12;

  @TempDir Path folder;

  @BeforeAll
  static void theProgramIsThere() {
    assumeTrue(FfmpegProgram.isThere(), "needs the program ffmpeg");
  }

  @ParameterizedTest(name = "{0} B-frames, edits meet at {1} ms")
  @CsvSource({"2, 1000", "2, 2000", "0, 1000", "0, 1200"})
  void editsThatMeetHideNothing(int bFrames, int meeting) throws Exception {
    Path file =
        FfmpegProgram.make(
            folder.resolve("clip.mp4"),
            "-f lavfi -i testsrc2=size=96x64:rate=25:duration=4 -c:v libx264 -g 25 -bf " + bFrames);
    Files.write(file, withSecondEdit(Files.readAllBytes(file), meeting));
    assertThat(EveryReading.check(file)).hasSize(FRAMES);
    assertThat(SegmentPlan.of(VideoSource.of(file), 1).segments()).hasSizeGreaterThan(2);
  }

  /** Divides the only edit of a file whose tables are at its end (ISO/IEC 14496-12, 8.6.6). */
  private static byte[] withSecondEdit(byte[] file, int meeting) {
    int[] boxes = Mp4Tables.find(file, "moov", "trak", "edts", "elst");
    int elst = boxes[boxes.length - 1];
    int end = elst + 16 + ENTRY;
    ByteBuffer edited = ByteBuffer.wrap(Mp4Tables.insert(file, end, new byte[ENTRY], boxes));
    edited.putInt(elst + 12, 2);
    int duration = edited.getInt(elst + 16);
    int start = edited.getInt(elst + 20);
    edited.putInt(elst + 16, meeting);
    edited.putInt(end, duration - meeting);
    edited.putInt(end + 4, start + meeting * (MEDIA_RATE / 100) / 10);
    edited.putInt(end + 8, 1 << 16);
    return edited.array();
  }
}
