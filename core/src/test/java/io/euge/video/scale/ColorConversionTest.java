package io.euge.video.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.*;

import io.euge.video.scale.ColorDescription.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColorConversionTest {
  @ParameterizedTest
  @ValueSource(
      ints = {
        AVCOL_SPC_BT709,
        AVCOL_SPC_UNSPECIFIED,
        AVCOL_SPC_RESERVED,
        AVCOL_SPC_FCC,
        AVCOL_SPC_BT470BG,
        AVCOL_SPC_SMPTE170M,
        AVCOL_SPC_SMPTE240M,
        AVCOL_SPC_BT2020_NCL
      })
  void libswscaleConvertsWhatItKnows(int matrix) {
    ColorConversion conversion = of(Family.SUBSAMPLED, matrix, AVCOL_TRC_BT709, AVCOL_PRI_BT709);
    assertThat(conversion.refusal()).isNull();
    assertThat(conversion.converter()).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {AVCOL_SPC_YCGCO, AVCOL_SPC_CHROMA_DERIVED_NCL})
  void otherLinearMatricesAreConverted(int matrix) {
    ColorConversion conversion = of(Family.SUBSAMPLED, matrix, AVCOL_TRC_BT709, AVCOL_PRI_BT709);
    assertThat(conversion.refusal()).isNull();
    assertThat(conversion.converter()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "10, bt2020c",
    "11, smpte2085",
    "13, chroma-derived-c",
    "14, ictcp",
    "15, ipt-c2",
    "16, ycgco-re",
    "17, ycgco-ro",
    "99, 99"
  })
  void allOthersAreRefusedByName(int matrix, String name) {
    for (Family family : new Family[] {Family.YUV444, Family.SUBSAMPLED}) {
      assertThat(of(family, matrix, AVCOL_TRC_BT709, AVCOL_PRI_BT709).refusal())
          .contains("color matrix " + name + " is not supported", "; convert the video to BT.709");
    }
  }

  @Test
  void rgbInSmallerPlanesIsRefused() {
    assertThat(of(Family.YUV444, AVCOL_SPC_RGB, AVCOL_TRC_BT709, AVCOL_PRI_BT709).refusal())
        .isNull();
    assertThat(of(Family.SUBSAMPLED, AVCOL_SPC_RGB, AVCOL_TRC_BT709, AVCOL_PRI_BT709).refusal())
        .contains("gbr", "chroma planes are smaller", "h264_metadata");
  }

  /** Code points of chroma say nothing where there is none. */
  @ParameterizedTest
  @EnumSource(names = {"RGB", "GREY"})
  void aMatrixThatIsNotUsedIsNotRefused(Family family) {
    for (int matrix = 0; matrix < AVCOL_SPC_NB; matrix++) {
      assertThat(of(family, matrix, AVCOL_TRC_BT709, AVCOL_PRI_BT709).refusal()).isNull();
      assertThat(of(family, matrix, AVCOL_TRC_SMPTE2084, AVCOL_PRI_BT2020).refusal()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {AVCOL_TRC_SMPTE2084, AVCOL_TRC_ARIB_STD_B67})
  void hdrIsConvertedWithAnyKnownMatrixAndBt2020WhereNothingIsDeclared(int transfer) {
    for (int matrix : new int[] {AVCOL_SPC_BT2020_NCL, AVCOL_SPC_ICTCP, AVCOL_SPC_YCGCO}) {
      assertThat(of(Family.SUBSAMPLED, matrix, transfer, AVCOL_PRI_BT2020).converter()).isNotNull();
    }
    ColorConversion declared =
        of(Family.SUBSAMPLED, AVCOL_SPC_BT2020_NCL, transfer, AVCOL_PRI_BT2020);
    ColorConversion guessed =
        of(Family.SUBSAMPLED, AVCOL_SPC_UNSPECIFIED, transfer, AVCOL_PRI_UNSPECIFIED);
    assertThat(guessed.converter().light().toBt709())
        .isEqualTo(declared.converter().light().toBt709());
    assertThat(guessed.converter().components().factors())
        .isEqualTo(declared.converter().components().factors());
    assertThat(of(Family.SUBSAMPLED, AVCOL_SPC_BT2020_NCL, transfer, AVCOL_PRI_SMPTE428).refusal())
        .contains("color primaries smpte428 are not supported");
  }

  private static ColorConversion of(Family family, int matrix, int transfer, int primaries) {
    return ColorConversion.of(new ColorDescription(family, 10, false, matrix, transfer, primaries));
  }
}
