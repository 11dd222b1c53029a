package io.euge.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Holds the examples of the README and other documents to code that tests run. */
public final class Readme {
  private Readme() {}

  /**
   * Fails unless the README shows, as a block of Java, what stands between {@code README: begin}
   * and {@code README: end} in the source of an example.
   *
   * @param example a class among the tests of the module whose tests are running
   */
  public static void shows(Class<?> example) throws IOException {
    shows(example, "README.md");
  }

  /**
   * The same of another document.
   *
   * @param document its path in the project
   */
  public static void shows(Class<?> example, String document) throws IOException {
    Path module = Path.of("").toAbsolutePath();
    String source =
        Files.readString(
            module.resolve("src/test/java/" + example.getName().replace('.', '/') + ".java"));
    String code =
        source.substring(source.indexOf("// README: begin"), source.indexOf("// README: end"));
    String block = code.substring(code.indexOf('\n') + 1).stripTrailing().stripIndent();
    assertThat(Files.readString(module.resolveSibling(document)))
        .contains("```java\n" + block + "\n```");
  }
}
