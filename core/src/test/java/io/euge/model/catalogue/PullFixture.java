package io.euge.model.catalogue;

import io.euge.file.Sha256;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A model of one file, and a puller that does not wait long. */
final class PullFixture {
  static final byte[] BYTES = bytes(1, 300_000);
  static final HttpSource.Limits PATIENT =
      new HttpSource.Limits(
          Duration.ofSeconds(20), Duration.ofSeconds(20), 2, Duration.ofMillis(1));
  static final HttpSource.Limits HASTY =
      new HttpSource.Limits(
          Duration.ofSeconds(20), Duration.ofMillis(400), 2, Duration.ofMillis(1));

  private PullFixture() {}

  static byte[] bytes(long seed, int count) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** A catalogue entry whose one file has these bytes, wherever they may be had. */
  static CatalogueEntry entry(URI source, byte[] bytes, Path scratch) throws IOException {
    Path file = Files.write(scratch.resolve("hashed"), bytes);
    return new CatalogueEntry(
        "small",
        "a test",
        "none",
        URI.create("https://example.org/license"),
        2,
        8,
        4,
        List.of(new CatalogueFile("small.cfg", source, bytes.length, Sha256.of(file))));
  }

  static ModelPull pull(PulledModels models) {
    return pull(models, Map.of());
  }

  static ModelPull pull(PulledModels models, Map<String, String> environment) {
    return new ModelPull(
        models, ModelMirror.of(environment), ModelPull.client(environment), PATIENT);
  }

  /** One that waits less than half a second for a byte. */
  static ModelPull hasty(PulledModels models) {
    return new ModelPull(models, ModelMirror.of(Map.of()), ModelPull.client(Map.of()), HASTY);
  }
}
