package io.euge.video.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameNumbersTest {
  private static final int NUMBER_BITS = 4;
  private static final String BASELINE = "01000010" + "00000000" + "00011110" + ue(0);

  /** High profile with a scaling list of its own that ends early. */
  private static final String HIGH =
      "01100100"
          + "00000000"
          + "00011110"
          + ue(0)
          + ue(1)
          + ue(0)
          + ue(0)
          + "0"
          + "1"
          + "1"
          + "000010001" // A step of -8 ends the list.
          + "1"
          + "1".repeat(16)
          + "000000";

  private final FrameNumbers numbers = new FrameNumbers();

  @ParameterizedTest(name = "after {0} comes {1}: a picture is missing: {2}")
  @CsvSource({
    "3, 4, false",
    "3, 3, false",
    "15, 0, false",
    "3, 5, true",
    "3, 2, true",
    "15, 2, true",
    "7, 1, false" // As after operation 5 of the memory management.
  })
  void aJumpShowsThatAPictureIsMissing(int before, int next, boolean isMissing) {
    parameters(BASELINE, false);
    picture(5, true, 0);
    picture(1, true, before);
    assertThat(picture(1, true, next)).isEqualTo(isMissing);
  }

  @Test
  void aRefreshBeginsAnew() {
    parameters(BASELINE, false);
    picture(5, true, 0);
    picture(1, true, 6);
    assertThat(picture(5, true, 0)).isFalse();
    assertThat(picture(1, true, 1)).isFalse();
  }

  @Test
  void picturesThatNoOtherRefersToDoNotCount() {
    parameters(BASELINE, false);
    picture(5, true, 0);
    assertThat(picture(1, false, 1)).isFalse();
    assertThat(picture(1, false, 1)).isFalse();
    assertThat(picture(1, true, 1)).isFalse();
    // The reference with number 2 is missing; the first picture behind it has its number.
    assertThat(picture(1, false, 2)).isFalse();
    assertThat(picture(1, true, 3)).isTrue();
  }

  @Test
  void whereGapsAreAllowedNothingIsMissing() {
    parameters(BASELINE, true);
    picture(5, true, 0);
    assertThat(picture(1, true, 9)).isFalse();
  }

  @Test
  void scalingListsAreSkipped() {
    parameters(HIGH, false);
    picture(5, true, 0);
    assertThat(picture(1, true, 2)).isTrue();
    assertThat(picture(1, true, 3)).isFalse();
  }

  /** A large offset in the order of pictures is written with bytes that prevent start codes. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bytesThatPreventStartCodesAreLeftOut(boolean allowsGaps) {
    String offset = "0".repeat(28) + "1" + "0".repeat(28);
    String order = ue(1) + "0" + offset + offset + ue(0);
    byte[] unit = bytes("01100111" + BASELINE + ue(0) + order + ue(1) + (allowsGaps ? "1" : "0"));
    assertThat(escaped(unit)).hasSizeGreaterThan(unit.length);
    read(escaped(unit));
    read(bytes("01101000" + ue(0) + ue(0)));
    picture(5, true, 0);
    assertThat(picture(1, true, 9)).isEqualTo(!allowsGaps);
  }

  @Test
  void withoutParametersNothingIsReported() {
    picture(5, true, 0);
    assertThat(picture(1, true, 9)).isFalse();
  }

  private void parameters(String beginning, boolean allowsGaps) {
    String order = ue(0) + ue(4);
    read("01100111" + beginning + ue(NUMBER_BITS - 4) + order + ue(1) + (allowsGaps ? "1" : "0"));
    read("01101000" + ue(0) + ue(0));
  }

  private boolean picture(int type, boolean isReference, int number) {
    String header = (isReference ? "011" : "000") + bits(type, 5);
    read(header + ue(0) + ue(0) + ue(0) + bits(number, NUMBER_BITS));
    return numbers.isMissing();
  }

  private void read(String bits) {
    read(bytes(bits));
  }

  private void read(byte[] bytes) {
    try (BytePointer data = new BytePointer(bytes)) {
      numbers.read(data, 0, bytes.length);
    }
  }

  /** The unit as encoders write it: a 3 stands behind two zeros before a byte up to 3. */
  private static byte[] escaped(byte[] unit) {
    ByteArrayOutputStream escaped = new ByteArrayOutputStream();
    int zeros = 0;
    for (byte value : unit) {
      if (zeros == 2 && value >= 0 && value <= 3) {
        escaped.write(3);
        zeros = 0;
      }
      zeros = value == 0 ? zeros + 1 : 0;
      escaped.write(value);
    }
    return escaped.toByteArray();
  }

  private static byte[] bytes(String bits) {
    String padded = bits + "1" + "0".repeat(Math.floorMod(-bits.length() - 1, 8));
    byte[] bytes = new byte[padded.length() / 8];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(padded.substring(8 * i, 8 * i + 8), 2);
    }
    return bytes;
  }

  private static String ue(int value) {
    String binary = Integer.toBinaryString(value + 1);
    return "0".repeat(binary.length() - 1) + binary;
  }

  private static String bits(int value, int count) {
    String binary = Integer.toBinaryString(value);
    return "0".repeat(count - binary.length()) + binary;
  }
}
