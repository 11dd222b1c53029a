package io.euge.video.demux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP8;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimestampAssignerTest {
  private static final int I = 0;
  private static final int P = 1;
  private static final int B = 2;

  private final FrameOrder order = new FrameOrder(0);
  private final List<AVPacket> packets = new ArrayList<>();

  @AfterEach
  void free() {
    packets.forEach(packet -> av_packet_free(packet));
  }

  @Test
  void picturesShownBeforeTheFirstKeyframeAreNotCounted() {
    AVPacket key = shownAt(100, AV_PKT_FLAG_KEY);
    TimestampAssigner assigner = assigner(TimestampSource.CONTAINER, AV_CODEC_ID_H264, key);
    assigner.add(key, 0);
    assigner.add(shownAt(80, 0), 1);
    assigner.add(shownAt(120, 0), 2);
    assertThat(assigner.start()).isEqualTo(100);
    assertThat(times()).containsExactly(100, 120);
    assertThat(order.has(0, FrameOrder.KEY)).isTrue();
    assertThat(order.has(1, FrameOrder.KEY)).isFalse();
  }

  @Test
  void packetsWithoutTimeOrPictureAreNoFrames() {
    AVPacket key = shownAt(0, AV_PKT_FLAG_KEY);
    TimestampAssigner assigner = assigner(TimestampSource.CONTAINER, AV_CODEC_ID_H264, key);
    assigner.add(key, 0);
    assigner.add(shownAt(AV_NOPTS_VALUE, 0), 1);
    assigner.add(shownAt(10, AV_PKT_FLAG_DISCARD), 2);
    AVPacket empty = packet();
    empty.pts(20);
    assigner.add(empty, 3);
    assertThat(times()).containsExactly(0);
  }

  @Test
  void derivedTimesAreTheDecodingTimesInTheOrderOfPresentation() {
    AVPacket key = picture(I, 0);
    TimestampAssigner assigner = assigner(TimestampSource.DERIVED, AV_CODEC_ID_MPEG4, key);
    assertThat(assigner.isStartPending()).isTrue();
    assigner.add(key, 0);
    AVPacket p = picture(P, 1);
    assigner.add(p, 1);
    assertThat(assigner.isStartPending()).isFalse();
    assertThat(assigner.isPending(1)).isTrue();
    AVPacket b = picture(B, 2);
    assigner.add(b, 2);
    AVPacket last = picture(P, 3);
    assigner.add(last, 3);
    assigner.flush();
    assertThat(List.of(key.pts(), p.pts(), b.pts(), last.pts())).containsExactly(0L, 2L, 1L, 3L);
    assertThat(assigner.isPending(3)).isFalse();
    assertThat(order.sequence(order.find(1))).isEqualTo(2);
  }

  @Test
  void withoutTimesNoFrameIsPromised() {
    AVPacket key = shownAt(0, AV_PKT_FLAG_KEY);
    TimestampAssigner assigner = assigner(TimestampSource.NONE, AV_CODEC_ID_H264, key);
    assigner.add(key, 0);
    assertThat(order.size()).isZero();
  }

  @Test
  void aHiddenVp8FrameIsNotShown() {
    PacketClassifier vp8 = new PacketClassifier(AV_CODEC_ID_VP8, TimestampSource.CONTAINER);
    assertThat(vp8.isShown(packet(0x10))).isTrue();
    assertThat(vp8.isShown(packet(0xef))).isFalse();
    PacketClassifier other = new PacketClassifier(AV_CODEC_ID_H264, TimestampSource.CONTAINER);
    assertThat(other.isShown(packet(0xef))).isTrue();
  }

  @Test
  void onlyAShortMpeg4PictureInAviMayBeEmpty() {
    AVPacket header = packet(0, 0, 1, 0xb6, 0x50, 0, 0, 0);
    AVPacket coded = packet(0, 0, 1, 0xb6, 0x50, 0, 0, 0, 0);
    PacketClassifier avi = new PacketClassifier(AV_CODEC_ID_MPEG4, TimestampSource.DERIVED);
    assertThat(avi.mayBeEmpty(header)).isTrue();
    assertThat(avi.mayBeEmpty(coded)).isFalse();
    PacketClassifier mp4 = new PacketClassifier(AV_CODEC_ID_MPEG4, TimestampSource.CONTAINER);
    assertThat(mp4.mayBeEmpty(header)).isFalse();
  }

  private TimestampAssigner assigner(TimestampSource source, int codec, AVPacket first) {
    return new TimestampAssigner(
        source, new PtsGenerator(codec), new PacketClassifier(codec, source), order, first);
  }

  private long[] times() {
    long[] times = new long[order.size()];
    Arrays.setAll(times, order::pts);
    return times;
  }

  private AVPacket shownAt(long pts, int flags) {
    AVPacket packet = packet(1, 2, 3);
    packet.pts(pts);
    packet.flags(flags);
    return packet;
  }

  /** Returns an MPEG-4 picture as AVI has it: with a decoding time only. */
  private AVPacket picture(int type, long dts) {
    AVPacket packet = packet(0, 0, 1, 0xb6, type << 6, 1, 2, 3, 4, 5);
    packet.pts(AV_NOPTS_VALUE);
    packet.dts(dts);
    return packet;
  }

  private AVPacket packet(int... bytes) {
    AVPacket packet = av_packet_alloc();
    packets.add(packet);
    if (bytes.length > 0) {
      av_new_packet(packet, bytes.length);
      for (int i = 0; i < bytes.length; i++) {
        packet.data().put(i, (byte) bytes[i]);
      }
    }
    return packet;
  }
}
