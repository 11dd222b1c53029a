package io.euge.inference.onnxruntime.cuda;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A shared library with nothing in it but the names of others. */
final class TinyLibrary {
  private static final int DYNAMIC_AT = 64 + 2 * 56;
  private static final long LOADED_AT = 0x1000;

  private TinyLibrary() {}

  static Path write(Path file, String... needed) throws IOException {
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    names.write(0);
    List<Integer> places = new ArrayList<>();
    for (String name : needed) {
      places.add(names.size());
      names.writeBytes(name.getBytes(StandardCharsets.UTF_8));
      names.write(0);
    }
    int dynamic = (needed.length + 2) * 16;
    int size = DYNAMIC_AT + dynamic + names.size();
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
    bytes.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 2);
    header(bytes, 64, 1, 0, size);
    header(bytes, 64 + 56, 2, DYNAMIC_AT, dynamic);
    bytes.position(DYNAMIC_AT);
    places.forEach(place -> bytes.putLong(1).putLong(place));
    bytes.putLong(5).putLong(LOADED_AT + DYNAMIC_AT + dynamic);
    bytes.putLong(0).putLong(0);
    bytes.put(names.toByteArray());
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes.array());
  }

  private static void header(ByteBuffer bytes, int at, int type, long offset, long size) {
    bytes.putInt(at, type).putLong(at + 8, offset).putLong(at + 16, LOADED_AT + offset);
    bytes.putLong(at + 32, size);
  }
}
