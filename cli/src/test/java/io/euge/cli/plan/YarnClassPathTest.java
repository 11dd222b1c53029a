package io.euge.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.job.EugeJars;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An executor on YARN has two class loaders: its class path, and below it the job's jars. */
class YarnClassPathTest {
  @TempDir Path folder;

  @Test
  void whatEugeNeedsIsFoundByTheLoaderThatHasEuge() throws Exception {
    List<String> jars = new ArrayList<>(EugeJars.ofExecutors());
    assertThat(jars)
        .anyMatch(jar -> jar.contains("onnxruntime"))
        .anyMatch(jar -> jar.contains("jna-"));
    jars.removeIf(jar -> Path.of(jar).getFileName().toString().startsWith("euge-"));
    jars.add(core().toString());
    Map<String, String> inFolder =
        jars.stream()
            .collect(
                Collectors.toMap(jar -> "./" + Path.of(jar).getFileName(), Function.identity()));
    List<String> classPath =
        Stream.of(PlanSettings.executorClassPath(jars).split(":")).map(inFolder::get).toList();
    try (URLClassLoader executor = loader(classPath, ClassLoader.getPlatformClassLoader());
        URLClassLoader job = loader(jars, executor)) {
      for (String name :
          List.of(
              "io.euge.inference.onnxruntime.session.OnnxRuntimeEnvironment",
              "io.euge.process.ProcessEnvironment",
              "io.euge.video.decode.VideoReader",
              "io.euge.model.store.ModelStore")) {
        Class<?> found = Class.forName(name, false, job);
        // Resolves the types of its fields and methods.
        assertThat(found.getDeclaredMethods()).as(name).isNotEmpty();
        assertThat(found.getDeclaredFields()).isNotNull();
      }
      assertThat(Class.forName("ai.onnxruntime.OrtEnvironment", false, job).getClassLoader())
          .isSameAs(executor);
    }
  }

  private static URLClassLoader loader(List<String> jars, ClassLoader parent) throws IOException {
    URL[] urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = Path.of(jars.get(i)).toUri().toURL();
    }
    return new URLClassLoader(urls, parent);
  }

  /** Its classes as a jar, which they may be already. */
  private Path core() throws Exception {
    Path classes =
        Path.of(
            io.euge.EugeException.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    Path jar = folder.resolve("euge-core-0.jar");
    if (Files.isRegularFile(classes)) {
      return Files.copy(classes, jar);
    }
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> all = Files.walk(classes)) {
      for (Path path : all.filter(one -> one.toString().endsWith(".class")).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(path).toString()));
        Files.copy(path, out);
        out.closeEntry();
      }
    }
    return jar;
  }
}
