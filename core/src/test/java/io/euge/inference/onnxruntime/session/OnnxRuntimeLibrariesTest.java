package io.euge.inference.onnxruntime.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With processes of their own, for a process loads the library once. */
@Timeout(120)
class OnnxRuntimeLibrariesTest {
  @TempDir Path folder;

  @Test
  void processesThatStartAtOnceUnpackOnceAndAllLoadFromThere() throws Exception {
    Path cache = folder.resolve("cache");
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(FirstSession.start(cache));
    }
    int unpacked = 0;
    for (Process process : processes) {
      String said = said(process);
      assertThat(process.waitFor()).as(said).isZero();
      assertThat(said)
          .contains("first session of 2 inputs", "libraries in " + cache.resolve("native"));
      unpacked += said.contains("Unpacked ") ? 1 : 0;
    }
    assertThat(unpacked).isEqualTo(1);
    try (Stream<Path> left = Files.list(cache.resolve("native"))) {
      assertThat(left.filter(Files::isDirectory)).hasSize(1);
    }
  }

  @Test
  void whereNoFolderCanBeHadItUnpacksForItselfAndSaysWhy() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    Process process = FirstSession.start(file.resolve("cache"));
    assertThat(said(process))
        .contains("first session of 2 inputs", "libraries in null")
        .contains("EUGE_CACHE", file.toString());
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void aFolderThatTheUserNamedStays() throws Exception {
    Path cache = folder.resolve("cache");
    Process process = FirstSession.start(cache, "-Donnxruntime.native.path=" + folder);
    assertThat(said(process)).contains("ONNX Runtime does not start", "onnxruntime.native.path");
    assertThat(process.waitFor()).isNotZero();
    assertThat(cache.resolve("native")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, linux-x64",
    "Linux, aarch64, linux-aarch64",
    "Mac OS X, aarch64, osx-aarch64",
    "Linux, riscv64, ",
    "Windows 11, amd64, ",
  })
  void platformsAreNamedAsInTheJar(String system, String architecture, String name) {
    assertThat(OnnxRuntimeLibraries.platform(system, architecture))
        .isEqualTo(Optional.ofNullable(name));
  }

  private static String said(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
