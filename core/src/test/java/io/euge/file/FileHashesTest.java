package io.euge.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHashesTest {
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

  @TempDir Path folder;

  @Test
  void aFileThatJustChangedIsHashedAgain() throws IOException {
    Path file = write("file", "one");
    assertThat(Sha256.of(file)).isEqualTo(Sha256.of("one".getBytes(UTF_8)));
    Files.writeString(file, "two");
    assertThat(Sha256.of(file)).isEqualTo(Sha256.of("two".getBytes(UTF_8)));
  }

  @Test
  void aFileThatDidNotChangeIsHashedOnce() throws Exception {
    Path file = write("file", "one");
    Thread.sleep(2_100);
    String hash = Sha256.of(file);
    assertThat(FileHashes.FileState.of(file).flatMap(FileHashes::find)).contains(hash);
    assertThat(Sha256.of(file)).isEqualTo(hash);
    try (HashingInput input = new HashingInput(file)) {
      assertThat(input.read()).isEqualTo('o');
      assertThat(input.finish()).isEqualTo(hash);
      assertThat(input.bytes()).isEqualTo(3);
    }

    Files.writeString(file, "two");
    Files.setLastModifiedTime(file, LONG_AGO);
    assertThat(Sha256.of(file)).as("with a time of before").isNotEqualTo(hash);
    Path other = write("other", "six");
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(Sha256.of(file)).isEqualTo(Sha256.of("six".getBytes(UTF_8)));
  }

  private Path write(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setLastModifiedTime(file, LONG_AGO);
    return file;
  }
}
