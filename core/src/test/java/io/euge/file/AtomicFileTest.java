package io.euge.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void theNameMayBeTheHashOfTheContent() throws IOException {
    Path file = AtomicFile.write(folder, hash -> hash + ".txt", out -> out.write(bytes("abc")));
    assertThat(file)
        .hasFileName("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad.txt")
        .hasContent("abc");
    assertThat(Sha256.of(file) + ".txt").isEqualTo(file.getFileName().toString());
  }

  @Test
  void aFailureLeavesTheOldFileAndNoOther() throws IOException {
    write("old");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    folder,
                    hash -> "file",
                    out -> {
                      out.write(new byte[1 << 20]);
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("file"));
    }
    assertThat(folder.resolve("file")).hasContent("old");
  }

  @Test
  void aReaderOfTheOldFileReadsItToItsEnd() throws IOException {
    write("old content");
    try (InputStream reader = Files.newInputStream(folder.resolve("file"))) {
      assertThat(reader.read()).isEqualTo('o');
      write("new");
      assertThat(reader.readAllBytes()).isEqualTo(bytes("ld content"));
    }
    assertThat(folder.resolve("file")).hasContent("new");
  }

  @Test
  void writersAtOnceNeverMixTheirContents() throws Exception {
    write("");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<?>> writers = new ArrayList<>();
    for (int writer = 0; writer < 4; writer++) {
      byte[] content = new byte[300_000];
      Arrays.fill(content, (byte) ('a' + writer));
      writers.add(
          threads.submit(
              () -> {
                for (int i = 0; i < 10; i++) {
                  AtomicFile.write(folder, hash -> "file", out -> out.write(content));
                }
                return null;
              }));
    }
    while (!writers.stream().allMatch(Future::isDone)) {
      assertWhole(Files.readAllBytes(folder.resolve("file")));
    }
    for (Future<?> writer : writers) {
      writer.get();
    }
    threads.shutdown();
    assertThat(Files.size(folder.resolve("file"))).isEqualTo(300_000);
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  private static void assertWhole(byte[] content) {
    if (content.length > 0) {
      byte[] expected = new byte[300_000];
      Arrays.fill(expected, content[0]);
      assertThat(Arrays.equals(content, expected)).isTrue();
    }
  }

  private void write(String text) throws IOException {
    AtomicFile.write(folder, hash -> "file", out -> out.write(bytes(text)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
