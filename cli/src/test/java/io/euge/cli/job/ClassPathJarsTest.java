package io.euge.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathJarsTest {
  @TempDir Path folder;

  @Test
  void jarsAndDirectoriesOfJarsAreFound() throws IOException {
    Files.createDirectories(folder.resolve("lib/classes.jar"));
    for (String name : new String[] {"one.jar", "lib/b.jar", "lib/a.JAR", "lib/a.txt"}) {
      Files.createFile(folder.resolve(name));
    }
    String path =
        String.join(
            File.pathSeparator,
            folder.resolve("one.jar").toString(),
            folder + "/lib/*",
            folder.toString(),
            folder + "/none/*",
            folder + "/none.jar");
    assertThat(ClassPathJars.of(path))
        .containsExactly(folder + "/one.jar", folder + "/lib/a.JAR", folder + "/lib/b.jar");
  }

  @Test
  void nothingIsAddedWhereNothingIsGiven() {
    assertThat(ClassPathJars.of(null)).isEmpty();
    assertThat(ClassPathJars.of("")).isEmpty();
  }
}
