package io.euge.device.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.device.gpu.GpuSlot;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GpuClaimsTest {
  private static final List<String> TWO = List.of("GPU-a", "GPU-b");
  @TempDir Path folder;

  @Test
  void theGpuWithTheFewestClaimsIsFirst() {
    try (GpuClaims one = claim(1);
        GpuClaims two = claim(1);
        GpuClaims three = claim(2)) {
      assertThat(one.slots()).containsExactly(new GpuSlot("GPU-a", 0));
      assertThat(two.slots()).containsExactly(new GpuSlot("GPU-b", 0));
      assertThat(three.slots()).containsExactly(new GpuSlot("GPU-a", 1), new GpuSlot("GPU-b", 1));
    }
  }

  @Test
  void whoComesLateHearsWhyAndLeavesNothingClaimed() {
    try (GpuClaims three = claim(3)) {
      assertThat(three.slots()).hasSize(3);
      assertThatThrownBy(() -> claim(2))
          .isInstanceOf(EugeException.class)
          .hasMessage(
              "Other processes of this user have claimed the GPUs [GPU-a, GPU-b]: this one wants 2,"
                  + " and each GPU has 2 (spark.euge.gpu.slots); start fewer executors on a host,"
                  + " or raise that");
      try (GpuClaims last = claim(1)) {
        assertThat(last.slots()).containsExactly(new GpuSlot("GPU-b", 1));
      }
    }
    try (GpuClaims all = claim(4)) {
      assertThat(all.slots()).hasSize(4);
      all.close();
      try (GpuClaims again = claim(4)) {
        assertThat(again.slots()).hasSize(4);
      }
    }
  }

  @Test
  void theClaimOfAProcessThatIsKilledIsFree() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Claiming.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo("[GPU-a::0, GPU-b::0, GPU-a::1]");
      assertThatThrownBy(() -> claim(2)).isInstanceOf(EugeException.class);
      other.destroyForcibly();
      assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
      try (GpuClaims all = claim(4)) {
        assertThat(all.slots()).hasSize(4);
      }
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void aFolderThatOthersMayWriteIntoIsRefused() throws Exception {
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> GpuClaims.claim(open, TWO, 2, 1))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("is open to all, so others could take claims away")
        .hasMessageContaining("EUGE_CLAIMS");
  }

  /** A process that claims three slots and stays. */
  static final class Claiming {
    private Claiming() {}

    public static void main(String[] arguments) throws Exception {
      try (GpuClaims claims = GpuClaims.claim(Path.of(arguments[0]), TWO, 2, 3)) {
        System.out.println(claims.slots());
        Thread.sleep(60_000);
      }
    }
  }

  @Test
  void theFolderIsTheUsersUnlessNamed() {
    assertThat(GpuClaims.standardFolder(Map.of()))
        .isEqualTo(Path.of("/tmp/euge-claims-" + System.getProperty("user.name")));
    assertThat(GpuClaims.standardFolder(Map.of("EUGE_CLAIMS", "/x"))).isEqualTo(Path.of("/x"));
  }

  @Test
  void aFolderThatCannotBeIsNamed() {
    assertThatThrownBy(() -> GpuClaims.claim(Path.of("/proc/none"), TWO, 1, 1))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("EUGE_CLAIMS");
  }

  private GpuClaims claim(int amount) {
    return GpuClaims.claim(folder, TWO, 2, amount);
  }
}
