package io.euge.model.catalogue;

import static io.euge.model.catalogue.PullFixture.BYTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.OptionException;
import io.euge.model.ModelException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models from a mirror: in a directory, with no network, and on a server. */
class MirrorTest {
  /** Whoever asks here gets no answer. */
  private static final URI NOWHERE = URI.create("http://127.0.0.1:9/small.cfg");

  @TempDir Path folder;
  private CatalogueEntry entry;
  private PulledModels models;
  private Path mirror;

  @BeforeEach
  void files() throws Exception {
    entry = PullFixture.entry(NOWHERE, BYTES, folder);
    models = new PulledModels(folder.resolve("cache"));
    mirror = folder.resolve("the mirror");
    Files.createDirectories(mirror.resolve("small"));
    Files.write(mirror.resolve("small/small.cfg"), BYTES);
  }

  @Test
  void aFolderNeedsNoNetwork() {
    pull(mirror.toString());
    assertThat(models.model(entry)).hasBinaryContent(BYTES);
  }

  @Test
  void aFolderMayBeGivenAsAnAddress() {
    pull(mirror.toUri().toString());
    assertThat(models.model(entry)).hasBinaryContent(BYTES);
  }

  @Test
  void aServerIsAskedBelowItsBaseAddress() throws Exception {
    try (Loopback server = new Loopback(Loopback.file(BYTES))) {
      pull(server.at("/models/v1").toString());
      assertThat(models.model(entry)).hasBinaryContent(BYTES);
      assertThat(server.asked().get(0).address()).isEqualTo("/models/v1/small/small.cfg");
    }
  }

  @Test
  void aMirrorWithoutTheFileSaysWhereItBelongs() throws Exception {
    Path file = mirror.resolve("small/small.cfg");
    Files.delete(file);
    assertThatThrownBy(() -> pull(mirror.toString()))
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll("The mirror has no file " + file, "put it there");
  }

  @Test
  void aMirrorsFilesAreCheckedLikeAllOthers() throws Exception {
    byte[] other = BYTES.clone();
    other[0]++;
    Files.write(mirror.resolve("small/small.cfg"), other);
    assertThatThrownBy(() -> pull(mirror.toString()))
        .hasMessageContainingAll("has the SHA-256", "should have " + entry.model().sha256());
    Files.writeString(mirror.resolve("small/small.cfg"), "short");
    assertThatThrownBy(() -> pull(mirror.toString()))
        .hasMessageContainingAll("has 5 bytes", "should have 300000");
    assertThat(models.contains(entry)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://bucket/models",
        "http://",
        "http:///x",
        "https://host/x?y=z",
        "https://name:secret@host/x",
        "file://host/x",
        "file:x",
        "http://a b",
      })
  void whatCannotBeAMirrorIsRefused(String given) {
    assertThatThrownBy(() -> ModelMirror.of(Map.of("EUGE_MODEL_MIRROR", given)))
        .isInstanceOf(OptionException.class)
        .hasMessageStartingWith("EUGE_MODEL_MIRROR is '")
        .hasMessageContaining("give a directory, or an address")
        .hasMessageNotContaining("secret");
  }

  @Test
  void withoutOneTheFilesOwnAddressIsAsked() {
    ModelMirror none = ModelMirror.of(Map.of("EUGE_MODEL_MIRROR", " "));
    assertThat(none.base()).isEmpty();
    assertThat(none.locate(entry, entry.model())).isEqualTo(NOWHERE);
  }

  private void pull(String given) {
    PullFixture.pull(models, Map.of(ModelMirror.VARIABLE, given)).pull(entry, (file, bytes) -> {});
  }
}
