package io.euge.video.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import java.util.List;
import org.junit.jupiter.api.Test;

class DamageLogTest {
  private final DamageLog log = new DamageLog("a.mp4", 0, true);

  @Test
  void aLossIsAnEntryOnceAGoodFrameFollows() {
    log.frameOutput(4, 0.16, 4);
    log.addLost(2);
    assertThat(log.isOpen()).isTrue();
    assertThat(log.entries()).isEmpty();
    log.frameOutput(7, 0.28, 7);
    assertThat(messages())
        .containsExactly(
            "a.mp4 is corrupt after frame 4 (at 0.160 s): frames could not be decoded; 2 frames are lost");
    assertThat(log.entries().get(0).seconds()).isEqualTo(0.16);
    assertThat(log.isOpen()).isFalse();
  }

  @Test
  void aLossLastsUntilDecodingHasRestarted() {
    log.frameOutput(0, 0, 0);
    log.setCause(Code.CORRUPT, "a packet is invalid");
    log.addLost(1);
    log.frameOutput(2, 0.08, 2);
    log.setRestart(10);
    log.addLost(5);
    log.frameOutput(8, 0.32, 9);
    assertThat(log.entries()).isEmpty();
    log.frameOutput(9, 0.36, 10);
    assertThat(messages())
        .containsExactly(
            "a.mp4 is corrupt after frame 0 (at 0.000 s): a packet is invalid; 6 frames are lost");
  }

  @Test
  void aCauseIsAnEntryEvenIfNoFrameIsLost() {
    log.frameOutput(0, 0, 0);
    log.setCause(Code.CORRUPT, "a packet is invalid");
    log.setRestart(3);
    log.frameOutput(1, 0.04, 3);
    assertThat(messages())
        .containsExactly("a.mp4 is corrupt after frame 0 (at 0.000 s): a packet is invalid");
  }

  @Test
  void theFirstCauseCounts() {
    log.setCause(Code.CORRUPT, "a packet is invalid");
    log.setCause(Code.CORRUPT, "a reference is missing");
    log.finish();
    assertThat(messages()).containsExactly("a.mp4 is corrupt from frame 0 on: a packet is invalid");
  }

  @Test
  void aTruncatedFileExplainsAllOtherCauses() {
    log.setCause(Code.CORRUPT, "a packet is invalid");
    log.setCause(Code.TRUNCATED, "it is cut short");
    log.setCause(Code.CORRUPT, "a reference is missing");
    log.addLost(1);
    log.finish();
    assertThat(messages())
        .containsExactly("a.mp4 is corrupt from frame 0 on: it is cut short; 1 frame is lost");
    assertThat(log.entries().get(0).code()).isEqualTo(Code.TRUNCATED);
  }

  @Test
  void aCauseDoesNotExplainTheNextLoss() {
    log.setCause(Code.TRUNCATED, "it is cut short");
    log.finish();
    log.addLost(1);
    log.finish();
    log.finish();
    assertThat(log.entries())
        .extracting(VideoException::code)
        .containsExactly(Code.TRUNCATED, Code.CORRUPT);
    assertThat(messages().get(1)).contains("frames could not be decoded");
  }

  @Test
  void aSegmentCountsFramesOfTheWholeVideo() {
    DamageLog segment = new DamageLog("a.mp4", 250, true);
    segment.addLost(3);
    segment.frameOutput(253, 10.12, 3);
    assertThat(segment.entries().get(0))
        .hasMessage(
            "a.mp4 is corrupt from frame 250 on: frames could not be decoded; 3 frames are lost");
    assertThat(segment.entries().get(0).seconds()).isNaN();
  }

  @Test
  void withoutToleranceALossIsThrownBeforeTheNextFrame() {
    DamageLog strict = new DamageLog("a.mp4", 0, false);
    strict.frameOutput(0, 0, 0);
    strict.setCause(Code.CORRUPT, "a packet is invalid");
    strict.frameOutput(1, 0.04, 1);
    strict.addLost(1);
    assertThatThrownBy(() -> strict.frameOutput(3, 0.12, 3))
        .isInstanceOfSatisfying(
            VideoException.class,
            e -> {
              assertThat(e.code()).isEqualTo(Code.CORRUPT);
              assertThat(e.seconds()).isEqualTo(0.04);
            })
        .hasMessage(
            "a.mp4 is corrupt after frame 1 (at 0.040 s): a packet is invalid; 1 frame is lost");
    assertThat(strict.entries()).isEmpty();
  }

  private List<String> messages() {
    return log.entries().stream().map(VideoException::getMessage).toList();
  }
}
