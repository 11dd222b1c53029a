package io.euge.video.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AV1;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;

import java.util.HexFormat;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketClassifierTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a frame that is shown, 12003202ffff, true", // Behind a delimiter.
    "a key frame that is shown, 120032021fff, true",
    "an inter frame that is hidden, 3202 2fff, false",
    "an inter frame without length, 302fff, false",
    "an existing frame, 1a0180, true",
    "a header and its tiles, 1a012f2202ffff, false",
    "a hidden and a shown frame, 3202 2fff 3202 3fff, true",
    "a hidden frame with an extension, 3600 01 2f, false",
    "no frame, 12000a0100, true",
    "a still picture, 0a01083202 2fff, true",
    "a corrupt length, 32ff2f, true",
  })
  void anAv1PacketIsShownUnlessAllItsFramesAreHidden(String what, String hex, boolean shown) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    AVPacket packet = av_packet_alloc();
    try {
      av_new_packet(packet, bytes.length);
      packet.data().put(bytes);
      assertThat(new PacketClassifier(AV_CODEC_ID_AV1).isShown(packet)).as(what).isEqualTo(shown);
    } finally {
      av_packet_free(packet);
    }
  }
}
