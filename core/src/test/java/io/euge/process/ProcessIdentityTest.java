package io.euge.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class ProcessIdentityTest {
  private final ProcessIdentity self = ProcessIdentity.current();

  @Test
  void aRunningProcessHasNotEnded() {
    assertThat(self.hasEnded()).isFalse();
    assertThat(ProcessIdentity.current()).isEqualTo(self);
  }

  @Test
  void aProcessThatWasKilledHasEnded() throws Exception {
    Process process = new ProcessBuilder("sleep", "100").start();
    ProcessIdentity killed =
        new ProcessIdentity(self.boot(), self.namespace(), process.pid(), "unknown");
    assertThat(killed.hasEnded()).as("another process has its number").isTrue();
    process.destroyForcibly().waitFor();
    assertThat(killed.hasEnded()).isTrue();
  }

  @Test
  void anotherProcessWithItsNumberIsNotIt() {
    assertThat(new ProcessIdentity(self.boot(), self.namespace(), self.pid(), "1").hasEnded())
        .isTrue();
  }

  @Test
  void aProcessOfAnotherHostOrContainerIsNeverKnownToHaveEnded() {
    long none = 1L << 40;
    assertThat(new ProcessIdentity(self.boot(), self.namespace(), none, "1").hasEnded()).isTrue();
    assertThat(new ProcessIdentity("other", self.namespace(), none, "1").hasEnded()).isFalse();
    assertThat(new ProcessIdentity(self.boot(), "other", none, "1").hasEnded()).isFalse();
    assertThat(new ProcessIdentity("", "", none, "1").hasEnded()).isFalse();
  }

  @Test
  void aProcessThatTheSystemHidesIsNotKnownToHaveEnded(@TempDir Path proc) throws Exception {
    Files.createDirectories(proc.resolve("sys/kernel/random"));
    Files.writeString(proc.resolve("sys/kernel/random/boot_id"), "boot\n");
    Files.createDirectories(proc.resolve("self/ns"));
    Files.createSymbolicLink(proc.resolve("self/ns/pid"), Path.of("pid:[1]"));
    ProcessIdentity process = new ProcessIdentity("boot", "pid:[1]", 42, "7");
    assertThat(process.hasEnded(proc)).as("hidepid=2: the first process is absent too").isFalse();
    Files.createDirectory(proc.resolve("1"));
    assertThat(process.hasEnded(proc)).isTrue();
    Files.createDirectory(proc.resolve("42"));
    assertThat(process.hasEnded(proc)).as("hidepid=1: it is there, unreadable").isFalse();
  }
}
