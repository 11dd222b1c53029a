package io.euge.model.darknet;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.euge.model.ModelException;
import io.euge.model.TinyModel;
import io.euge.testing.OneSentence;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes of the weights, and of the labels, they are a graph or one sentence. */
class WeightsFuzz {
  private static final int WHOLE = 20 + 4 * 56;

  private static Path folder;
  private static Path cfg;

  @BeforeAll
  static void tiny() throws Exception {
    folder = Files.createTempDirectory("euge-weights-fuzz");
    cfg = TinyModel.write(folder);
  }

  @AfterAll
  static void clear() throws Exception {
    for (String ending : new String[] {".cfg", ".weights", ".names"}) {
      Files.delete(cfg.resolveSibling("tiny" + ending));
    }
    Files.delete(folder);
  }

  static Stream<byte[]> weights() throws Exception {
    byte[] whole = Files.readAllBytes(cfg.resolveSibling("tiny.weights"));
    return Stream.of(whole, Arrays.copyOf(whole, WHOLE - 1), Arrays.copyOf(whole, 12), new byte[0]);
  }

  @MethodSource("weights")
  @FuzzTest(maxDuration = "5s")
  void weightsAreAGraphOrASentence(byte @NotNull [] bytes) throws Exception {
    // Most inputs would end at the check of the length; every second one gets the length right.
    boolean fits = bytes.length % 2 == 1;
    byte[] weights = fits ? Arrays.copyOf(bytes, WHOLE) : bytes;
    Files.write(cfg.resolveSibling("tiny.weights"), weights);
    Files.write(
        cfg.resolveSibling("tiny.names"),
        fits ? Arrays.copyOfRange(bytes, Math.min(bytes.length, WHOLE), bytes.length) : bytes);
    ByteArrayOutputStream graph = new ByteArrayOutputStream();
    try {
      new DarknetImporter(DarknetFiles.beside(cfg)).write(graph);
      assertThat(graph.size()).isGreaterThan(4 * 56);
    } catch (ModelException e) {
      assertThat(OneSentence.of(e)).contains("tiny");
      assertThat(graph.size()).isZero();
    }
  }
}
