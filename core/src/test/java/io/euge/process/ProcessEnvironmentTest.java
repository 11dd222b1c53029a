package io.euge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProcessEnvironmentTest {
  @Test
  void nativeLibrariesSeeWhatIsSetAndJavaDoesNot() {
    String name = "EUGE_TEST_" + System.nanoTime();
    assertThat(ProcessEnvironment.get(name)).isEmpty();
    ProcessEnvironment.set(name, "GPU-a,GPU-b");
    assertThat(ProcessEnvironment.get(name)).contains("GPU-a,GPU-b");
    ProcessEnvironment.set(name, "");
    assertThat(ProcessEnvironment.get(name)).contains("");
    assertThat(System.getenv(name)).isNull();
  }

  @Test
  void whatIsNoNameIsRefused() {
    assertThatThrownBy(() -> ProcessEnvironment.set("A=B", "c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A=B");
  }

  @Test
  void aFailureToLoadJnaIsReportedWithTheRemedy() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-Djna.nosys=true",
                "-Djna.noclasspath=true",
                "-cp",
                System.getProperty("java.class.path"),
                Setting.class.getName())
            .redirectErrorStream(true)
            .start();
    try (InputStream out = process.getInputStream()) {
      assertThat(new String(out.readAllBytes(), StandardCharsets.UTF_8).lines())
          .filteredOn(line -> !line.startsWith("SLF4J"))
          .hasSize(2)
          .allMatch(line -> line.contains("-Djna.tmpdir"));
    } finally {
      process.destroyForcibly();
    }
  }

  /** Sets a variable twice, for Java words the second failure otherwise. */
  static final class Setting {
    private Setting() {}

    public static void main(String[] arguments) {
      for (int i = 0; i < 2; i++) {
        try {
          ProcessEnvironment.set("A", "b");
        } catch (EugeException e) {
          System.out.println(e.getMessage());
        }
      }
    }
  }
}
