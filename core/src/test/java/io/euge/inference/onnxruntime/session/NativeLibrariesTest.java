package io.euge.inference.onnxruntime.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {
  @TempDir Path folder;

  private Path cache() {
    return folder.resolve("cache");
  }

  private Path jar(String name, Map<String, String> entries) throws IOException {
    Path jar = folder.resolve(name);
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }

  private Path open(Path jar) throws IOException {
    return new NativeLibraries(cache()).open(jar, "native/here/", "library-1");
  }

  private List<String> folders() throws IOException {
    try (Stream<Path> all = Files.list(cache())) {
      return all.filter(Files::isDirectory).map(path -> path.getFileName().toString()).toList();
    }
  }

  @Test
  void theLibrariesOfThisPlatformAreUnpackedOnce() throws IOException {
    Path jar =
        jar(
            "a.jar",
            Map.of(
                "native/here/one.so", "one",
                "native/here/two.so", "two",
                "native/here/symbols/one", "not a library",
                "native/there/one.so", "of another platform"));
    Path libraries = open(jar);
    assertThat(libraries.getFileName().toString()).startsWith("library-1-");
    assertThat(libraries).isDirectoryNotContaining("glob:**/symbols");
    assertThat(libraries.resolve("one.so")).hasContent("one");
    assertThat(libraries.resolve("two.so")).hasContent("two");
    FileTime written = Files.getLastModifiedTime(libraries.resolve("one.so"));
    assertThat(open(jar)).isEqualTo(libraries);
    assertThat(Files.getLastModifiedTime(libraries.resolve("one.so"))).isEqualTo(written);
  }

  @Test
  void otherContentHasAnotherFolderThoughNamesAndLengthsAreTheSame() throws IOException {
    Path one = open(jar("a.jar", Map.of("native/here/one.so", "one")));
    Path other = open(jar("b.jar", Map.of("native/here/one.so", "two")));
    assertThat(other).isNotEqualTo(one);
    assertThat(one.resolve("one.so")).hasContent("one");
  }

  @Test
  void whatIsCorruptOrWasLeftHalfDoneIsReplaced() throws IOException {
    Path jar = jar("a.jar", Map.of("native/here/one.so", "one"));
    Path libraries = open(jar);
    Files.writeString(libraries.resolve("one.so"), "o");
    Path half =
        Files.createDirectory(cache().resolve("building-" + libraries.getFileName() + "-x"));
    Files.writeString(half.resolve("one.so"), "on");
    assertThat(open(jar).resolve("one.so")).hasContent("one");
    assertThat(folders()).containsExactly(libraries.getFileName().toString());
  }

  @Test
  void whatNobodyUsedForLongGoesWhenSomethingNewComes() throws IOException {
    Path old = open(jar("a.jar", Map.of("native/here/one.so", "one")));
    Path used = open(jar("b.jar", Map.of("native/here/one.so", "two")));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(31))));
    open(jar("c.jar", Map.of("native/here/one.so", "three")));
    assertThat(old).doesNotExist();
    assertThat(used).exists();
  }

  @Test
  void aFolderThatCannotBeWrittenIsUsedIfItHasThem() throws IOException {
    Path jar = jar("a.jar", Map.of("native/here/one.so", "one"));
    Path libraries = open(jar);
    boolean readOnly = cache().toFile().setWritable(false) && libraries.toFile().setWritable(false);
    assertThat(readOnly).isTrue();
    try {
      assertThat(open(jar)).isEqualTo(libraries);
    } finally {
      assertThat(cache().toFile().setWritable(true) && libraries.toFile().setWritable(true))
          .isTrue();
    }
  }

  @Test
  void aJarWithoutLibrariesForThisPlatformIsRefused() throws IOException {
    Path jar = jar("a.jar", Map.of("native/there/one.so", "one"));
    assertThatThrownBy(() -> open(jar))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("native/here/");
    assertThat(cache()).doesNotExist();
  }
}
