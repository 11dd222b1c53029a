package io.euge.device.mps;

import static io.euge.device.mps.MpsDaemonContract.limits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.device.mps.MpsDaemon.StartResult;
import io.euge.file.FolderOwner;
import io.euge.process.Program;
import io.euge.testing.FakePrograms;
import io.euge.testing.NvidiaTools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract with NVIDIA's own daemon, and users other than root. It needs no GPU. */
class MpsDaemonIT implements MpsDaemonContract {
  @TempDir Path tools;
  private Program program;
  private Daemons daemons;

  @BeforeEach
  void real() {
    program = Program.at(NvidiaTools.mpsControl());
    daemons = new Daemons(program);
  }

  @Override
  public Program program() {
    return program;
  }

  @Override
  public Daemons daemons() {
    return daemons;
  }

  @Test
  void anotherUserIsRefusedWithTheNameOfTheOwner() throws Exception {
    open(daemons.folder(), "rwxr-xr-x");
    MpsDaemon roots = daemons.gpu(UUID);
    roots.start(MpsLimits.NONE);
    // Closed by the test itself, as root.
    MpsDaemon nobodys =
        new MpsDaemon(nobody(), roots.directory(), UUID, List.of(), 1, Duration.ofSeconds(5));
    assertThat(nobodys.status().running()).isTrue();
    assertThatThrownBy(() -> nobodys.stop(Duration.ZERO, true))
        .isInstanceOf(MpsException.class)
        .hasMessageContaining("privilege")
        .hasMessageContaining("or as root");
    assertThat(roots.status().running()).isTrue();
  }

  @Test
  void anotherUserCannotStartASecond() throws Exception {
    open(daemons.folder(), "rwxr-xr-x");
    MpsDaemon roots = daemons.gpu(UUID);
    roots.start(MpsLimits.NONE);
    MpsDaemon nobodys =
        new MpsDaemon(nobody(), roots.directory(), UUID, List.of(), 1, Duration.ofSeconds(5));
    assertThat(nobodys.start(MpsLimits.NONE)).isEqualTo(StartResult.ADOPTED);
  }

  @Test
  void aUserNeedsNoRightsButToTheDirectories() throws Exception {
    open(daemons.folder(), "rwxrwxrwt");
    Program nobody = nobody();
    MpsDaemon daemon = daemons.in(MpsDirectory.ofGpu(daemons.folder(), UUID), UUID, nobody);
    assertThat(daemon.start(limits("50", "1G"))).isEqualTo(StartResult.STARTED);
    assertThat(Files.getOwner(daemon.directory().pipe()).getName()).isEqualTo("nobody");
    assertThat(daemon.status().memoryLimit()).contains("1G");
  }

  /** The server dies for want of a GPU; while it is there it is listed. */
  @Test
  void aServerThatDiesDoesNotHarmTheDaemon() {
    MpsDaemon daemon = daemons.gpu(UUID);
    daemon.start(MpsLimits.NONE);
    daemons.raw(daemon, "start_server -uid 0");
    assertThat(daemon.status().running()).isTrue();
    assertThat(daemon.status().clients()).isEmpty();
    assertThat(daemon.fault()).isEmpty();
    assertThat(daemon.stop(Duration.ofSeconds(1), false)).isEqualTo(MpsDaemon.StopResult.STOPPED);
  }

  @Test
  void aLiveServerIsListed() throws Exception {
    FakePrograms.script(tools, "nvidia-cuda-mps-server", "exec sleep 20");
    Program withServer =
        Program.at(
            FakePrograms.script(
                tools, "control", "PATH=" + tools + ":$PATH exec nvidia-cuda-mps-control \"$@\""));
    MpsDaemon daemon = daemons.in(MpsDirectory.ofGpu(daemons.folder(), UUID), UUID, withServer);
    daemon.start(MpsLimits.NONE);
    daemons.raw(daemon, "start_server -uid " + FolderOwner.currentUserId());
    assertThat(daemon.status().servers())
        .singleElement()
        .satisfies(
            server -> {
              assertThat(ProcessHandle.of(server.pid())).isPresent();
              assertThat(server.clients()).isEmpty();
              assertThat(server.state().filter("FAULT"::equals)).isEmpty();
            });
  }

  private Program nobody() throws Exception {
    assumeTrue(FolderOwner.currentUserId() == 0, "only root can be another user");
    open(tools, "rwxr-xr-x");
    return Program.at(
        FakePrograms.script(
            tools,
            "control",
            "exec setpriv --reuid 65534 --regid 65534 --clear-groups nvidia-cuda-mps-control"
                + " \"$@\""));
  }

  private static void open(Path folder, String permissions) throws Exception {
    Files.setPosixFilePermissions(
        folder, PosixFilePermissions.fromString(permissions.replace('t', 'x')));
    if (permissions.endsWith("t")) {
      new ProcessBuilder("chmod", "+t", folder.toString()).start().waitFor();
    }
  }
}
