package io.euge.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaCommandTest {
  @TempDir Path folder;
  private ChildFiles files;

  @BeforeEach
  void files() throws Exception {
    files = ChildFiles.create(folder);
  }

  @Test
  void optionsComeBeforeTheMainClassAndItsFolderLast() throws Exception {
    List<String> command = JavaCommand.of(String.class, files, List.of("-Xmx64m"));
    assertThat(command)
        .startsWith(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-Xmx64m")
        .endsWith("@" + files.classPath(), "java.lang.String", files.folder().toString());
  }

  @Test
  void onlyPropertiesOfNativePartsAndMessagesAreInherited() throws Exception {
    withProperty("org.bytedeco.javacpp.test", "value", "-Dorg.bytedeco.javacpp.test=value", true);
    withProperty("euge.program.test", "/bin/x", "-Deuge.program.test=/bin/x", true);
    withProperty("jna.tmpdir", "/x", "-Djna.tmpdir=/x", true);
    withProperty("java.io.tmpdir", "/x", "-Djava.io.tmpdir=/x", true);
    withProperty("euge.cuda.libraries", "/x,/y", "-Deuge.cuda.libraries=/x,/y", true);
    withProperty("euge.log.level", "debug", "-Deuge.log.level=debug", true);
    withProperty("euge.log.level.test", "debug", "-Deuge.log.level.test=debug", false);
    withProperty("my.onnxruntime.test", "secret", "-Dmy.onnxruntime.test=secret", false);
  }

  @Test
  void theClassPathHasTheJarsThatTheMainClassWasLoadedFrom() throws Exception {
    Path jar = folder.resolve("a+b 100%.jar");
    String argument = argument(jar.toUri().toURL());
    assertThat(argument)
        .isEqualTo("-cp \"" + System.getProperty("java.class.path") + ":" + jar + "\"\n");
  }

  @Test
  void quotesAndBackslashesInAPathAreEscaped() throws Exception {
    String argument = argument(folder.resolve("a\"b\\c.jar").toUri().toURL());
    assertThat(argument).endsWith("/a\\\"b\\\\c.jar\"\n");
  }

  /** Returns the class path argument for a class that a loader with this jar has defined. */
  private String argument(URL jar) throws Exception {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar})) {
      Object proxy =
          Proxy.newProxyInstance(loader, new Class<?>[] {Runnable.class}, (self, m, args) -> null);
      assertThat(proxy.getClass().getClassLoader()).isSameAs(loader);
      JavaCommand.of(proxy.getClass(), files, List.of());
    }
    return Files.readString(files.classPath());
  }

  private void withProperty(String key, String value, String option, boolean inherited)
      throws Exception {
    String before = System.setProperty(key, value);
    try {
      assertThat(JavaCommand.of(String.class, files, List.of()).contains(option))
          .as(key)
          .isEqualTo(inherited);
    } finally {
      if (before == null) {
        System.clearProperty(key);
      } else {
        System.setProperty(key, before);
      }
    }
  }
}
