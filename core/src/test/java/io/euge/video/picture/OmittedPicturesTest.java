package io.euge.video.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;

class OmittedPicturesTest {
  private static final int TRAILING = 1;
  private static final int RASL = 8;
  private static final int RADL = 6;
  private static final int BROKEN_LINK = 16;
  private static final int REFRESH = 19;
  private static final int CLEAN_RANDOM_ACCESS = 21;
  private static final int END_OF_SEQUENCE = 36;
  private static final int FIRST_LAYER = 1;
  private static final int SECOND_LAYER = 9;

  private final OmittedPictures pictures = new OmittedPictures();

  @Test
  void leadingPicturesAreOutputWhereTheSequenceGoesOn() {
    assertThat(read(CLEAN_RANDOM_ACCESS)).isFalse();
    assertThat(read(RASL)).isFalse();
    assertThat(pictures.beginsSequence()).isFalse();
  }

  @Test
  void thoseBehindABrokenLinkAreOmittedUpToTheNextKeyframe() {
    assertThat(read(BROKEN_LINK)).isFalse();
    assertThat(pictures.beginsSequence()).isTrue();
    assertThat(read(RASL)).isTrue();
    assertThat(read(RADL)).isFalse();
    assertThat(read(RASL)).isTrue();
    assertThat(read(TRAILING)).isFalse();
    assertThat(read(CLEAN_RANDOM_ACCESS)).isFalse();
    assertThat(read(RASL)).isFalse();
  }

  @Test
  void thoseBehindAnEndOfSequenceAreOmitted() {
    read(TRAILING);
    read(END_OF_SEQUENCE);
    read(CLEAN_RANDOM_ACCESS);
    assertThat(pictures.beginsSequence()).isTrue();
    assertThat(read(RASL)).isTrue();
  }

  @Test
  void aSequenceMayEndWithAPacket() {
    end(0, 0, 1, END_OF_SEQUENCE << 1, FIRST_LAYER, 0);
    read(CLEAN_RANDOM_ACCESS);
    assertThat(read(RASL)).isTrue();
    end(0, 0, 0, 2, END_OF_SEQUENCE << 1, FIRST_LAYER);
    read(CLEAN_RANDOM_ACCESS);
    assertThat(read(RASL)).isTrue();
  }

  @Test
  void otherBytesAtTheEndOfAPacketEndNothing() {
    end(0, 0, 3, END_OF_SEQUENCE << 1, FIRST_LAYER);
    end(END_OF_SEQUENCE << 1, FIRST_LAYER);
    end(0, 0, 1, TRAILING << 1, FIRST_LAYER);
    end();
    read(CLEAN_RANDOM_ACCESS);
    assertThat(read(RASL)).isFalse();
  }

  @Test
  void aRefreshOmitsNothingAndOtherLayersDoNotCount() {
    pictures.read(END_OF_SEQUENCE << 1, SECOND_LAYER);
    pictures.read(BROKEN_LINK << 1, SECOND_LAYER);
    assertThat(read(RASL)).isFalse();
    read(END_OF_SEQUENCE);
    read(REFRESH);
    assertThat(pictures.beginsSequence()).isFalse();
    assertThat(read(RASL)).isFalse();
  }

  private boolean read(int type) {
    pictures.read(type << 1, FIRST_LAYER);
    return pictures.isOmitted();
  }

  private void end(int... bytes) {
    byte[] data = new byte[bytes.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) bytes[i];
    }
    try (BytePointer pointer = new BytePointer(data)) {
      pictures.readEnd(pointer, data.length);
    }
  }
}
