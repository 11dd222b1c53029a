package io.euge.video.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.euge.testing.ClipWriter;
import io.euge.testing.ClipWriter.Coding;
import io.euge.testing.NoLeaks;
import io.euge.video.Canvas;
import io.euge.video.DecodeOptions;
import io.euge.video.Letterbox;
import io.euge.video.Orientation;
import io.euge.video.Pixels;
import io.euge.video.VideoException;
import io.euge.video.decode.VideoReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Colors of every matrix, range and transfer function come back as they were coded. */
@ExtendWith(NoLeaks.class)
class ColorsTest {
  private static final int[] COLORS = {
    0x000000, 0x404040, 0xA0A0A0, 0xB01818, 0x18B018, 0x1818B0, 0xA0A010, 0x10A0A0, 0xA010A0,
    0x805030, 0x305080, 0x70A050,
  };

  /** Less saturated: of little light in one component, 10 bits have large steps. */
  private static final int[] MILD = {
    0x000000, 0x404040, 0xA0A0A0, 0xB05050, 0x50B050, 0x5050B0, 0xA0A058, 0x58A0A0, 0xA058A0,
    0x806050, 0x506080, 0x70A060,
  };

  private static final int CELL = 16;
  private static final int WIDTH = CELL * COLORS.length;
  private static final int HEIGHT = 2 * CELL;

  @TempDir Path folder;

  static Stream<Arguments> matrices() {
    Stream.Builder<Arguments> cases = Stream.builder();
    for (boolean full : new boolean[] {false, true}) {
      for (String format : new String[] {"yuv420p", "yuv444p"}) {
        cases.add(matrix(AVCOL_SPC_BT709, format, full, 0.2126, 0.0722));
        cases.add(matrix(AVCOL_SPC_FCC, format, full, 0.30, 0.11));
        cases.add(matrix(AVCOL_SPC_BT470BG, format, full, 0.299, 0.114));
        cases.add(matrix(AVCOL_SPC_SMPTE170M, format, full, 0.299, 0.114));
        cases.add(matrix(AVCOL_SPC_UNSPECIFIED, format, full, 0.299, 0.114));
        cases.add(matrix(AVCOL_SPC_SMPTE240M, format, full, 0.212, 0.087));
        cases.add(matrix(AVCOL_SPC_BT2020_NCL, format, full, 0.2627, 0.0593));
        cases.add(matrix(AVCOL_SPC_CHROMA_DERIVED_NCL, format, full, 0.2126, 0.0722));
        cases.add(arguments(AVCOL_SPC_YCGCO, format, full, ColorCodings.ycgco(full)));
      }
      cases.add(arguments(AVCOL_SPC_RGB, "yuv444p", full, ColorCodings.identity(full)));
    }
    return cases.build();
  }

  private static Arguments matrix(int code, String format, boolean full, double kr, double kb) {
    return arguments(code, format, full, ColorCodings.differences(kr, kb, 8, full));
  }

  @ParameterizedTest(name = "matrix {0}, {1}, full {2}")
  @MethodSource("matrices")
  void aMatrixIsConverted(int matrix, String format, boolean full, Coding coding) {
    int range = full ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG;
    assertColors(clip(format, matrix, range, AVCOL_TRC_BT709, AVCOL_PRI_BT709, coding), COLORS, 4);
  }

  static Stream<Arguments> lights() {
    int pq = AVCOL_TRC_SMPTE2084;
    int hlg = AVCOL_TRC_ARIB_STD_B67;
    return Stream.of(
        arguments("PQ", AVCOL_SPC_BT2020_NCL, pq, false, ColorCodings.pq(false)),
        arguments("PQ of full range", AVCOL_SPC_BT2020_NCL, pq, true, ColorCodings.pq(true)),
        arguments("PQ of no matrix", AVCOL_SPC_UNSPECIFIED, pq, false, ColorCodings.pq(false)),
        arguments("PQ as ICtCp", AVCOL_SPC_ICTCP, pq, false, ColorCodings.ictcp()),
        arguments("HLG", AVCOL_SPC_BT2020_NCL, hlg, false, ColorCodings.hlg()),
        arguments(
            "BT.2020", AVCOL_SPC_BT2020_NCL, AVCOL_TRC_BT2020_10, false, ColorCodings.wide()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lights")
  void lightAndGamutAreConverted(
      String name, int matrix, int transfer, boolean full, Coding coding) {
    int range = full ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG;
    for (String format : new String[] {"yuv420p10le", "yuv444p10le"}) {
      assertColors(clip(format, matrix, range, transfer, AVCOL_PRI_BT2020, coding), MILD, 5);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {AVCOL_SPC_BT2020_CL, AVCOL_SPC_ICTCP, AVCOL_SPC_YCGCO_RE, AVCOL_SPC_RGB})
  void aMatrixThatIsNotConvertedIsRefused(int matrix) {
    Path file = clip("yuv420p", matrix, AVCOL_RANGE_MPEG, AVCOL_TRC_BT709, AVCOL_PRI_BT709, null);
    try (VideoReader reader = VideoReader.open(file, DecodeOptions.DEFAULT)) {
      assertThat(reader.next()).isTrue();
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> Pixels.unscaled(reader))
            .isInstanceOfSatisfying(
                VideoException.class,
                e -> assertThat(e.code()).isEqualTo(VideoException.Code.UNSUPPORTED))
            .hasMessageStartingWith("Cannot scale frame 0 of " + file + " (at 0.000 s): it")
            .hasMessageContaining("color matrix");
      }
    }
  }

  /** Two MPEG-2 streams, one after the other, that declare different matrices. */
  @Test
  void aMatrixMayChangeFromFrameToFrame() throws IOException {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (int matrix : new int[] {AVCOL_SPC_BT709, AVCOL_SPC_YCGCO, AVCOL_SPC_BT709}) {
      Coding coding =
          matrix == AVCOL_SPC_YCGCO
              ? ColorCodings.ycgco(false)
              : ColorCodings.differences(0.2126, 0.0722, 8, false);
      Path part =
          writer(COLORS, matrix, AVCOL_RANGE_MPEG, AVCOL_TRC_BT709, AVCOL_PRI_BT709, coding)
              .codec("mpeg2video", "yuv420p")
              .frames(2)
              .write(folder.resolve("part.m2v"));
      joined.write(Files.readAllBytes(part));
    }
    assertColors(Files.write(folder.resolve("joined.m2v"), joined.toByteArray()), COLORS, 6, 6);
  }

  @Test
  void aShrunkPictureHasTheSameColors() {
    Path file =
        clip(
            "yuv420p10le",
            AVCOL_SPC_BT2020_NCL,
            AVCOL_RANGE_MPEG,
            AVCOL_TRC_SMPTE2084,
            AVCOL_PRI_BT2020,
            ColorCodings.pq(false));
    try (VideoReader reader = VideoReader.open(file, DecodeOptions.DEFAULT)) {
      assertThat(reader.next()).isTrue();
      Letterbox box = Letterbox.of(WIDTH, HEIGHT, WIDTH / 4, WIDTH / 4);
      ByteBuffer target = ByteBuffer.allocateDirect(box.bytes());
      reader.letterbox(box, target, 0);
      for (int i = 0; i < COLORS.length; i++) {
        int y = box.top() + box.height() / 2;
        assertColor(target, (y * WIDTH / 4 + i * CELL / 4 + 1) * 3, MILD[i], 5);
      }
      assertThat(target.get(0) & 255).isEqualTo(Canvas.GREY);
    }
  }

  /** A GPU decodes to these formats of two planes, which are copied to main memory. */
  @ParameterizedTest
  @ValueSource(strings = {"nv12", "p010le"})
  void aFrameOfAGpuHasTheSameColors(String format) {
    boolean hdr = format.equals("p010le");
    Coding coding = hdr ? ColorCodings.pq(false) : ColorCodings.ycgco(false);
    int[] colors = hdr ? MILD : COLORS;
    AVFrame frame = av_frame_alloc();
    frame.width(WIDTH).height(HEIGHT).format(av_get_pix_fmt(format));
    frame.color_range(AVCOL_RANGE_MPEG);
    frame.colorspace(hdr ? AVCOL_SPC_BT2020_NCL : AVCOL_SPC_YCGCO);
    frame.color_trc(hdr ? AVCOL_TRC_SMPTE2084 : AVCOL_TRC_BT709);
    frame.color_primaries(hdr ? AVCOL_PRI_BT2020 : AVCOL_PRI_BT709);
    assertThat(av_frame_get_buffer(frame, 0)).isZero();
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int chroma = x % 2 + 1;
        put(frame, 0, x, y, coding.component(0, colors[x / CELL]), hdr);
        put(frame, 1, x, y / 2, coding.component(chroma, colors[x / CELL]), hdr);
      }
    }
    try (Scaler scaler = new Scaler(frame, Orientation.UPRIGHT)) {
      Letterbox box = Letterbox.of(WIDTH, HEIGHT, WIDTH, HEIGHT);
      ByteBuffer target = ByteBuffer.allocateDirect(box.bytes());
      assertThat(scaler.letterbox(box, target, 0)).isNull();
      for (int i = 0; i < colors.length; i++) {
        assertColor(target, (CELL * WIDTH + i * CELL + CELL / 2) * 3, colors[i], 5);
      }
    } finally {
      av_frame_free(frame);
    }
  }

  /** In 16 bits, of which 10 at the top are used, or in 8. */
  private static void put(AVFrame frame, int plane, int x, int y, int value, boolean wide) {
    long row = (long) y * frame.linesize(plane);
    BytePointer data = frame.data(plane);
    if (wide) {
      data.put(row + 2L * x, (byte) (value << 6)).put(row + 2L * x + 1, (byte) (value >> 2));
    } else {
      data.put(row + x, (byte) value);
    }
  }

  private ClipWriter writer(
      int[] colors, int matrix, int range, int transfer, int primaries, Coding coding) {
    return new ClipWriter()
        .size(WIDTH, HEIGHT)
        .frames(1)
        .pattern((frame, x, y, width, height) -> colors[x / CELL])
        .colors(matrix, range, transfer, primaries, coding);
  }

  private Path clip(
      String format, int matrix, int range, int transfer, int primaries, Coding coding) {
    int[] colors = primaries == AVCOL_PRI_BT2020 ? MILD : COLORS;
    return writer(colors, matrix, range, transfer, primaries, coding)
        .codec("ffv1", format)
        .write(folder.resolve("clip.mkv"));
  }

  private static void assertColors(Path file, int[] colors, int tolerance) {
    assertColors(file, colors, tolerance, 1);
  }

  private static void assertColors(Path file, int[] colors, int tolerance, int frames) {
    int count = 0;
    try (VideoReader reader = VideoReader.open(file, DecodeOptions.DEFAULT)) {
      while (reader.next()) {
        ByteBuffer rgb = Pixels.unscaled(reader);
        for (int i = 0; i < COLORS.length; i++) {
          assertColor(rgb, (CELL * WIDTH + i * CELL + CELL / 2) * 3, colors[i], tolerance);
        }
        count++;
      }
    }
    assertThat(count).isEqualTo(frames);
  }

  private static void assertColor(ByteBuffer rgb, int at, int expected, int tolerance) {
    for (int c = 0; c < 3; c++) {
      assertThat(rgb.get(at + c) & 255)
          .as("component %s of %06x", c, expected)
          .isCloseTo((expected >> (16 - 8 * c)) & 255, within(tolerance));
    }
  }
}
