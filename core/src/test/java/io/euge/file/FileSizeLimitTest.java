package io.euge.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileSizeLimitTest {
  @TempDir Path folder;

  /** Checks the limits of its own process, and then writes a file. */
  static final class Main {
    public static void main(String[] args) throws IOException {
      try {
        Files.write(Path.of(args[0]), new byte[1 << 20]);
        TemporaryFolder.check("");
        System.out.print("nothing");
      } catch (IOException e) {
        System.out.print(IoReason.of(e));
      } catch (io.euge.EugeException e) {
        System.out.print(e.getMessage());
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theLimitIsNamedBeforeAndWhenItIsReached() throws Exception {
    assertThat(under(100))
        .startsWith("File too large: files may have 100 KiB at most (ulimit -f); raise the limit");
    assertThat(under(30_000))
        .startsWith("Files may have 30000 KiB at most (ulimit -f), and libraries need 32768 KiB");
    assertThat(under(40_000)).isEqualTo("nothing");
  }

  @Test
  void noLimitIsKnownWhereTheSystemReportsNone() throws IOException {
    assertThat(FileSizeLimit.bytes(folder.resolve("none"))).isEmpty();
    Path limits = folder.resolve("limits");
    Files.writeString(limits, "Max file size             unlimited            unlimited   bytes\n");
    assertThat(FileSizeLimit.bytes(limits)).isEmpty();
  }

  private String under(int kibibytes) throws Exception {
    Process java =
        new ProcessBuilder(
                "bash",
                "-c",
                "ulimit -f %d; exec \"$0\" -XX:-UsePerfData -cp \"$1\" %s \"$2\""
                    .formatted(kibibytes, Main.class.getName().replace("$", "\\$")),
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                System.getProperty("java.class.path"),
                folder.resolve("file").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).as(said).isZero();
    return said;
  }
}
