package io.euge.inference.onnxruntime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Looks for words in a native library, where each ends with a zero byte. */
final class NativeStrings {
  private static final int CHUNK = 1 << 20;

  private NativeStrings() {}

  /** Those of the words that the library does not have. */
  static Set<String> missing(InputStream library, Collection<String> words) throws IOException {
    Set<String> missing = new TreeSet<>(words);
    String before = "";
    for (byte[] chunk = library.readNBytes(CHUNK);
        chunk.length > 0 && !missing.isEmpty();
        chunk = library.readNBytes(CHUNK)) {
      String text = before + new String(chunk, StandardCharsets.ISO_8859_1);
      missing.removeIf(word -> text.contains(word + "\0"));
      before = text.substring(Math.max(0, text.length() - 100));
    }
    return missing;
  }
}
