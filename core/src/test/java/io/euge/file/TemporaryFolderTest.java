package io.euge.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What keeps libraries from the directory for temporary files, with real file systems. */
class TemporaryFolderTest {
  @TempDir Path folder;

  /** Looks at a directory in a process of its own. */
  static final class Main {
    public static void main(String[] args) {
      System.out.print(TemporaryFolder.problem().orElse("none"));
    }
  }

  @Test
  void aUsualFolderIsAsItShouldBe() throws IOException {
    assertThat(TemporaryFolder.problem(folder)).isEmpty();
    assertThat(folder).as("it leaves nothing behind").isEmptyDirectory();
  }

  @Test
  void aFolderThatIsNotThereIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    for (Path none : List.of(folder.resolve("none"), file, file.resolve("below"))) {
      assertThat(TemporaryFolder.problem(none))
          .contains("The directory for temporary files " + none + " (java.io.tmpdir) is not there");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    // Nobody, not even root, makes a file there.
    assertThat(TemporaryFolder.problem(Path.of("/proc/self/fdinfo")).orElseThrow())
        .contains("/proc/self/fdinfo", "java.io.tmpdir");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileSystemOnWhichNothingMayRunIsNamed() throws Exception {
    assertThat(on("size=64m,noexec"))
        .endsWith("is mounted noexec, so that no library can be loaded from it");
    assertThat(on("size=64m")).isEqualTo("none");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullFileSystemIsNamed() throws Exception {
    assertThat(on("size=1m"))
        .contains("is full: it has 1.0 MiB free, and libraries need 32 MiB there");
    assertThat(on("size=64m,nr_inodes=1")).contains("cannot be written (No space left on device)");
    assertThat(on("size=64m,ro")).contains("cannot be written (Read-only file system)");
  }

  /** Mounts a file system for one process, which only root may. */
  private String on(String options) throws Exception {
    assumeTrue(run(List.of("unshare", "-m", "true")).equals(""), "only root can mount");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return run(
        List.of(
            "unshare",
            "-m",
            "sh",
            "-c",
            "mount -t tmpfs -o \"$1\" tmpfs \"$2\" && exec \"$3\" -Djava.io.tmpdir=\"$2\" -cp \"$4\" \"$5\"",
            "sh",
            options,
            folder.toString(),
            java,
            System.getProperty("java.class.path"),
            Main.class.getName()));
  }

  private static String run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return said;
  }
}
