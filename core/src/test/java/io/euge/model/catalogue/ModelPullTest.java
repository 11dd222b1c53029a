package io.euge.model.catalogue;

import static io.euge.model.catalogue.PullFixture.BYTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.euge.model.ModelException;
import io.euge.testing.OneSentence;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelPullTest {
  @TempDir Path folder;
  private Loopback server;
  private CatalogueEntry entry;
  private PulledModels models;

  @BeforeEach
  void serve() throws Exception {
    server = new Loopback(Loopback.file(BYTES));
    entry = PullFixture.entry(server.at("/small.cfg"), BYTES, folder);
    models = new PulledModels(folder.resolve("cache/pulled"));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aFileThatIsNotHereIsFetchedOnce() throws Exception {
    List<Long> progress = new ArrayList<>();
    assertThat(models.contains(entry)).isFalse();
    PullFixture.pull(models).pull(entry, (file, bytes) -> progress.add(bytes));
    assertThat(models.contains(entry)).isTrue();
    assertThat(models.model(entry)).hasBinaryContent(BYTES).hasFileName("small.cfg");
    assertThat(progress).isSorted().hasSizeGreaterThan(1).endsWith((long) BYTES.length);
    assertThat(here()).containsExactly(".lock", "small.cfg");

    pull();
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void aDiskThatCannotHoldTheFileIsReportedBeforeTheDownload() throws Exception {
    Path target = folder.resolve("huge.onnx");
    CatalogueFile huge =
        new CatalogueFile("huge.onnx", server.at("/huge.onnx"), 1L << 60, "0".repeat(64));
    try (PartialFile part = new PartialFile(target, huge)) {
      assertThatThrownBy(part::requireSpace)
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("Cannot write " + target + " (1152921505 GB): only ")
          .hasMessageContaining(" are free; ");
    }
    assertThat(folder.resolve("huge.onnx.part")).doesNotExist();
  }

  @Test
  void aDownloadResumesAfterTheConnectionIsCut() {
    server.answer(
        exchange -> {
          Loopback.cutAfter(100_000, BYTES).handle(exchange);
          server.answer(Loopback.file(BYTES));
        });
    pull();
    assertThat(models.model(entry)).hasBinaryContent(BYTES);
    assertThat(server.asked()).hasSize(2);
    assertThat(server.asked().get(1).range()).matches("bytes=[1-9]\\d*-");
  }

  @Test
  void whatAnEarlierPullBeganIsNotFetchedAgain() throws Exception {
    breakOff();
    long before = Files.size(models.folder(entry).resolve("small.cfg.part"));
    assertThat(before).isPositive();
    server.answer(Loopback.file(BYTES));
    pull();
    assertThat(models.model(entry)).hasBinaryContent(BYTES);
    assertThat(last().range()).isEqualTo("bytes=" + before + "-");
    assertThat(here()).containsExactly(".lock", "small.cfg");
  }

  @Test
  void aFileThatChangedMeanwhileBeginsAnew() throws Exception {
    server.answer(Loopback.cutAfter(100_000, PullFixture.bytes(2, BYTES.length)));
    assertThat(refused()).contains("was interrupted at");
    server.answer(Loopback.file(BYTES));
    pull();
    assertThat(models.model(entry)).hasBinaryContent(BYTES);
    assertThat(last().range()).isNull();
  }

  @Test
  void aCorruptPartIsDownloadedAgainFromTheBeginning() throws Exception {
    breakOff();
    Path part = models.folder(entry).resolve("small.cfg.part");
    byte[] corrupt = Files.readAllBytes(part);
    corrupt[7]++;
    Files.write(part, corrupt);
    server.answer(Loopback.file(BYTES));
    pull();
    assertThat(models.model(entry)).hasBinaryContent(BYTES);
    assertThat(last().range()).isNull();
  }

  @Test
  void aPullIsResumedFromAnotherAddress() throws Exception {
    breakOff();
    server.answer(Loopback.file(BYTES));
    PullFixture.pull(models, Map.of("EUGE_MODEL_MIRROR", server.at("/mirror").toString()))
        .pull(entry, (file, bytes) -> {});
    assertThat(last().address()).isEqualTo("/mirror/small/small.cfg");
    assertThat(last().range()).isNotNull();
    assertThat(models.model(entry)).hasBinaryContent(BYTES);
  }

  @Test
  void aPartThatIsCompleteIsNotFetchedAgain() throws Exception {
    Files.createDirectories(models.folder(entry));
    Files.write(models.folder(entry).resolve("small.cfg.part"), BYTES);
    pull();
    assertThat(server.asked()).isEmpty();
    assertThat(models.model(entry)).hasBinaryContent(BYTES);
  }

  @Test
  void anAnswerWithAnotherPartIsNotPutBehindOurs() throws Exception {
    breakOff();
    server.answer(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Range", "bytes 5-9/300000");
          Loopback.status(206).handle(exchange);
          server.answer(Loopback.file(BYTES));
        });
    pull();
    assertThat(models.model(entry)).hasBinaryContent(BYTES);
    assertThat(last().range()).isNull();
  }

  @Test
  void aServerWithoutTheRangeSendsTheWholeFile() throws Exception {
    breakOff();
    server.answer(
        exchange -> {
          Loopback.status(416).handle(exchange);
          server.answer(Loopback.file(BYTES));
        });
    pull();
    assertThat(models.model(entry)).hasBinaryContent(BYTES);
  }

  @Test
  void aServerThatFallsSilentIsGivenUp() {
    server.answer(
        exchange -> {
          Loopback.cutAfter(1000, BYTES).handle(exchange);
          sleep(20_000);
        });
    assertThat(givenUp()).contains("nothing came for 0.4 s", "pull again to resume it");
  }

  @Test
  void aServerThatIsSlowButNotSilentIsWaitedFor() {
    server.answer(
        exchange -> {
          exchange.sendResponseHeaders(200, BYTES.length);
          for (int i = 0; i < 15; i++) {
            exchange.getResponseBody().write(BYTES, i * 20_000, 20_000);
            exchange.getResponseBody().flush();
            sleep(50);
          }
        });
    PullFixture.hasty(models).pull(entry, (file, bytes) -> {});
    assertThat(models.model(entry)).hasBinaryContent(BYTES);
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void aServerThatDoesNotAnswerAtAllIsGivenUp() {
    server.answer(exchange -> sleep(20_000));
    assertThat(givenUp()).contains("was interrupted at 0 of 300000 bytes", "timed out");
  }

  @Test
  void wrongContentIsDeletedAndBothHashesAreReported() throws Exception {
    byte[] other = BYTES.clone();
    other[5]++;
    server.answer(Loopback.file(other));
    assertThat(refused())
        .contains(server.at("/small.cfg").toString(), entry.model().sha256(), "deleted")
        .containsPattern("has the SHA-256 [0-9a-f]{64} and small.cfg should have [0-9a-f]{64}");
    assertThat(here()).containsExactly(".lock");
    assertThat(models.contains(entry)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 299_999, 300_001, 5_000_000})
  void anotherLengthIsRefusedBeforeAByteIsKept(int length) throws Exception {
    server.answer(Loopback.file(PullFixture.bytes(2, length)));
    assertThat(refused()).contains("has " + length + " bytes", "should have 300000");
    assertThat(here()).containsExactly(".lock");
  }

  @Test
  void noMoreIsReadThanTheFileShouldHave() throws Exception {
    server.answer(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          for (int i = 0; i < 10_000; i++) {
            exchange.getResponseBody().write(BYTES);
          }
        });
    assertThat(refused()).contains("More came than the 300000 bytes");
    assertThat(here()).containsExactly(".lock");
    server.answer(Loopback.file(BYTES));
    pull();
    assertThat(last().range()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"404,no such file", "410,no such file", "403,refuses"})
  void aRefusalIsReportedWithItsRemedy(int status, String why) {
    server.answer(Loopback.status(status));
    assertThat(refused()).contains("HTTP " + status, why, "EUGE_MODEL_MIRROR");
    assertThat(server.asked()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void aRequestToABusyServerIsRepeated(int status) {
    server.answer(
        exchange -> {
          Loopback.status(status).handle(exchange);
          server.answer(Loopback.file(BYTES));
        });
    pull();
    assertThat(models.contains(entry)).isTrue();
  }

  @Test
  void aRedirectionIsFollowedAlsoForTheRest() throws Exception {
    server.answer(Loopback.status(302, "Location", server.at("/elsewhere").toString()));
    try (Loopback elsewhere = new Loopback(Loopback.cutAfter(100_000, BYTES))) {
      server.answer(Loopback.status(302, "Location", elsewhere.at("/here").toString()));
      assertThat(refused()).contains("was interrupted");
      elsewhere.answer(Loopback.file(BYTES));
      pull();
      assertThat(elsewhere.asked().get(elsewhere.asked().size() - 1).range()).isNotNull();
    }
    assertThat(models.model(entry)).hasBinaryContent(BYTES);
  }

  @Test
  void redirectionsInACircleEnd() {
    server.answer(Loopback.status(302, "Location", server.at("/small.cfg").toString()));
    assertThat(refused()).contains("302", "for ever");
  }

  @Test
  void anUnreachableServerIsReportedWithTheMirrorAsRemedy() throws Exception {
    URI closed = server.at("/small.cfg");
    server.close();
    entry = PullFixture.entry(closed, BYTES, folder);
    assertThat(refused())
        .contains("Cannot reach " + closed, "https_proxy", "EUGE_MODEL_MIRROR", "NAME/FILE");
    assertThat(here()).containsExactly(".lock");
  }

  @Test
  void anUnknownHostIsReported() throws Exception {
    entry = PullFixture.entry(URI.create("http://no-such-host.invalid/x"), BYTES, folder);
    assertThat(refused()).contains("unknown host");
  }

  @Test
  void aFullDiskIsReported() throws Exception {
    Files.createDirectories(models.folder(entry));
    Files.createSymbolicLink(models.folder(entry).resolve("small.cfg.part"), Path.of("/dev/full"));
    assertThat(refused()).contains("Cannot write ", "small.cfg (0.3 MB): ", "EUGE_CACHE");
  }

  @Test
  void aFolderThatIsAFileIsReported() throws Exception {
    Files.createDirectories(models.folder());
    Files.writeString(models.folder(entry), "");
    assertThat(refused()).contains("Cannot store a model in", " is a file; set EUGE_CACHE");
  }

  @Test
  void aCorruptPulledFileIsDetectedAndReplaced() throws Exception {
    pull();
    Path file = models.model(entry);
    byte[] corrupt = BYTES.clone();
    corrupt[9]++;
    Files.write(file, corrupt);
    assertThatThrownBy(() -> models.model(entry))
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll(file.toString(), "corrupt", "euge models pull small");
    pull();
    assertThat(models.model(entry)).hasBinaryContent(BYTES);
  }

  @Test
  void pullsAtOnceFetchItOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> pulls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        pulls.add(threads.submit(this::pull));
      }
      for (Future<?> pull : pulls) {
        pull.get(60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(server.asked()).hasSize(1);
    assertThat(models.model(entry)).hasBinaryContent(BYTES);
  }

  private void pull() {
    PullFixture.pull(models).pull(entry, (file, bytes) -> {});
  }

  private String refused() {
    return failure(PullFixture.pull(models));
  }

  private String givenUp() {
    return failure(PullFixture.hasty(models));
  }

  private String failure(ModelPull pull) {
    ModelException failure =
        catchThrowableOfType(ModelException.class, () -> pull.pull(entry, (file, bytes) -> {}));
    assertThat(models.contains(entry)).isFalse();
    return OneSentence.of(failure);
  }

  /** Leaves the beginning of the file here. */
  private void breakOff() {
    server.answer(Loopback.cutAfter(100_000, BYTES));
    assertThat(refused())
        .contains("was interrupted at", "of 300000 bytes", "pull again to resume it");
  }

  private Loopback.Asked last() {
    return server.asked().get(server.asked().size() - 1);
  }

  private List<String> here() throws IOException {
    try (Stream<Path> files = Files.list(models.folder(entry))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
