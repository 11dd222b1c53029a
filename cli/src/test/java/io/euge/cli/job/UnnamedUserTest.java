package io.euge.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnnamedUserTest {
  @TempDir Path folder;

  @Test
  void theNameIsTheNumberThatTheFilesOfTheUserHave() throws Exception {
    assertThat(UnnamedUser.name(Map.of("HADOOP_USER_NAME", " "), folder))
        .isEqualTo(Files.getAttribute(folder, "unix:uid").toString());
  }

  @Test
  void hadoopsVariableComesBeforeThatOfSpark() {
    Map<String, String> both = Map.of("HADOOP_USER_NAME", "h", "SPARK_USER", "s");
    assertThat(UnnamedUser.name(both, folder)).isEqualTo("h");
    assertThat(UnnamedUser.name(Map.of("SPARK_USER", "s"), folder)).isEqualTo("s");
  }

  @Test
  void aUserWithANameKeepsIt() {
    String name = System.getProperty("user.name");
    UnnamedUser.login();
    assertThat(System.getProperty("user.name")).isEqualTo(name).isNotEqualTo("?");
  }

  @Test
  void withoutAnyNameThereIsStillOne() {
    assertThat(UnnamedUser.name(Map.of(), folder.resolve("none"))).isEqualTo("euge");
  }
}
