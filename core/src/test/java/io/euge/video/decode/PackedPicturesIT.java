package io.euge.video.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.testing.BundledFfmpeg;
import io.euge.testing.NoLeaks;
import io.euge.testing.Shared;
import io.euge.video.decode.RawFrames.Raw;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** AVI files with two MPEG-4 pictures in a chunk, and what tools put into the chunk behind. */
@ExtendWith(NoLeaks.class)
class PackedPicturesIT {
  private static final int LARGEST_PLACEHOLDER = 6;

  @TempDir Path folder;

  /** What stands for the second picture of the chunk before. */
  enum Placeholder {
    NOT_CODED {
      @Override
      byte[] chunk(byte[] original) {
        return original;
      }
    },
    EMPTY {
      @Override
      byte[] chunk(byte[] original) {
        return new byte[0];
      }
    },
    NONE {
      @Override
      byte[] chunk(byte[] original) {
        return null;
      }
    },
    REPEATED {
      @Override
      byte[] chunk(byte[] original) {
        byte[] filled = Arrays.copyOf(original, 16);
        Arrays.fill(filled, original.length, filled.length, (byte) 0x7f);
        return filled;
      }
    };

    abstract byte[] chunk(byte[] original);
  }

  @ParameterizedTest
  @EnumSource
  void eachPictureIsReadOnce(Placeholder placeholder) throws Exception {
    Path original = Shared.file("data/odd-videos/06-packed-b-frames.avi");
    Path file = Files.write(folder.resolve("packed.avi"), with(placeholder, original));
    assertThat(EveryReading.checkAgreement(file, Integer.MAX_VALUE, null))
        .extracting(Raw::pixels)
        .isEqualTo(BundledFfmpeg.hashes(original, 100))
        .hasSize(100);
  }

  /** Writes the chunks of the video again, with others instead of the smallest, and their index. */
  private static byte[] with(Placeholder placeholder, Path file) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int list = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("movi");
    int end = list + buffer.getInt(list - 4);
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    ByteArrayOutputStream index = new ByteArrayOutputStream();
    int size;
    for (int at = list + 4; at < end; at += 8 + size + size % 2) {
      size = buffer.getInt(at + 4);
      byte[] chunk = Arrays.copyOfRange(bytes, at + 8, at + 8 + size);
      chunk = size <= LARGEST_PLACEHOLDER ? placeholder.chunk(chunk) : chunk;
      if (chunk != null) {
        index.writeBytes(ints("00dc", at == list + 4 ? 0x10 : 0, 4 + chunks.size(), chunk.length));
        chunks.writeBytes(ints("00dc", chunk.length));
        chunks.writeBytes(Arrays.copyOf(chunk, chunk.length + chunk.length % 2));
      }
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(bytes, 0, list - 4);
    all.writeBytes(
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(4 + chunks.size()).array());
    all.writeBytes("movi".getBytes(StandardCharsets.US_ASCII));
    all.writeBytes(chunks.toByteArray());
    all.writeBytes(ints("idx1", index.size()));
    all.writeBytes(index.toByteArray());
    byte[] result = all.toByteArray();
    ByteBuffer.wrap(result).order(ByteOrder.LITTLE_ENDIAN).putInt(4, result.length - 8);
    return result;
  }

  private static byte[] ints(String type, int... values) {
    ByteBuffer ints = ByteBuffer.allocate(4 + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    ints.put(type.getBytes(StandardCharsets.US_ASCII));
    Arrays.stream(values).forEach(ints::putInt);
    return ints.array();
  }
}
