package io.euge.video.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_WMV3;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_free;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_B;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_P;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;

class Wmv3PictureTest {
  @Test
  void withoutBidirectionalPicturesOneBitIsTheType() {
    Wmv3Picture plain = new Wmv3Picture(new byte[] {0x4e, 0x29, 0x1a, 0x01});
    assertThat(type(plain, 0b0010_0000)).isEqualTo(AV_PICTURE_TYPE_P);
    assertThat(type(plain, 0b1100_0000)).isEqualTo(AV_PICTURE_TYPE_I);
  }

  @Test
  void withBidirectionalPicturesTheNextBitTellsThem() {
    Wmv3Picture main = new Wmv3Picture(new byte[] {0x4e, 0x29, 0x1a, 0x11});
    assertThat(type(main, 0b0010_0000)).isEqualTo(AV_PICTURE_TYPE_P);
    assertThat(type(main, 0b0001_0000)).isEqualTo(AV_PICTURE_TYPE_I);
    assertThat(type(main, 0b1100_0000)).isEqualTo(AV_PICTURE_TYPE_B);
  }

  @Test
  void flagsOfTheSequenceComeBeforeTheType() {
    Wmv3Picture flags = new Wmv3Picture(new byte[] {0x4e, 0x29, 0x1a, (byte) 0x93});
    assertThat(type(flags, 0b1111_1000)).isEqualTo(AV_PICTURE_TYPE_P);
    assertThat(type(flags, 0b1111_0100)).isEqualTo(AV_PICTURE_TYPE_I);
    assertThat(type(flags, 0b1111_0000)).isEqualTo(AV_PICTURE_TYPE_B);
  }

  @Test
  void theParserRanksItsPictures() {
    AVCodecParameters parameters = avcodec_parameters_alloc();
    parameters.codec_id(AV_CODEC_ID_WMV3);
    AVPacket packet = av_packet_alloc();
    av_new_packet(packet, 1);
    packet.data().put((byte) 0);
    try (PictureParser parser = new PictureParser(parameters)) {
      parser.parse(packet, null);
      assertThat(parser.isRandomAccess()).isTrue();
      assertThat(parser.hasPicture()).isTrue();
    } finally {
      av_packet_free(packet);
      avcodec_parameters_free(parameters);
    }
  }

  private static int type(Wmv3Picture picture, int first) {
    try (BytePointer data = new BytePointer(new byte[] {(byte) first})) {
      return picture.type(data);
    }
  }
}
