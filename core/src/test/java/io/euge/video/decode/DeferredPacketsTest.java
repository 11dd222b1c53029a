package io.euge.video.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_NEW_EXTRADATA;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_get_side_data;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_new_side_data;

import io.euge.testing.NoLeaks;
import io.euge.video.demux.SideData;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class DeferredPacketsTest {
  @Test
  void packetsKeepTheirOrderAndHowTheyAreDecoded() {
    AVPacket packet = av_packet_alloc();
    try (DeferredPackets deferred = new DeferredPackets()) {
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 5; i++) {
          packet.pts(10L * i);
          deferred.add(packet, i, i % 2 == 1, i == 3, false);
        }
        for (int i = 0; i < 5; i++) {
          DeferredPackets.Entry entry = deferred.take();
          assertThat(entry.sequence()).isEqualTo(i);
          assertThat(entry.isSkippable()).isEqualTo(i % 2 == 1);
          assertThat(entry.isRestart()).isEqualTo(i == 3);
          entry.moveTo(packet);
          assertThat(packet.pts()).isEqualTo(10L * i);
        }
        assertThat(deferred.isEmpty()).isTrue();
      }
    } finally {
      av_packet_free(packet);
    }
  }

  /** Parameters in a packet that is not decoded hold for those behind it. */
  @Test
  void whatADroppedPacketSaysReachesTheNextOneThatIsDecoded() {
    AVPacket packet = av_packet_alloc();
    SideData sideData = new SideData();
    try (DeferredPackets deferred = new DeferredPackets()) {
      av_packet_new_side_data(packet, AV_PKT_DATA_NEW_EXTRADATA, 3).put(new byte[] {7, 8, 9});
      deferred.add(packet, 0, true, false, false);
      deferred.clear(sideData);
      sideData.attach(packet);
      BytePointer data =
          av_packet_get_side_data(packet, AV_PKT_DATA_NEW_EXTRADATA, (SizeTPointer) null);
      byte[] bytes = new byte[3];
      data.get(bytes);
      assertThat(bytes).containsExactly(7, 8, 9);
    } finally {
      av_packet_free(packet);
    }
  }

  @Test
  void packetsThatNoFrameRefersToAreDropped() {
    AVPacket packet = av_packet_alloc();
    try (DeferredPackets deferred = new DeferredPackets()) {
      for (int i = 0; !deferred.isFull(); i++) {
        deferred.add(packet, i, false, false, false);
      }
      deferred.clear(new SideData());
      assertThat(deferred.isEmpty()).isTrue();
      assertThat(deferred.isFull()).isFalse();
      deferred.add(packet, 1000, true, false, false);
      assertThat(deferred.take().sequence()).isEqualTo(1000);
    } finally {
      av_packet_free(packet);
    }
  }
}
