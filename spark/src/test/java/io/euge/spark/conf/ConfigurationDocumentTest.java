package io.euge.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/configuration.md has every entry, and no document or message names one that is none. */
class ConfigurationDocumentTest {
  private static final Path HOME = Path.of(System.getProperty("euge.home", ".."));
  private static final Pattern KEY =
      Pattern.compile("spark\\.euge\\.([a-z0-9][\\w.-]*\\w)(?![\\w.*-]*\\*)");
  private static final Pattern VARIABLE = Pattern.compile("\\bEUGE_[A-Z_]+\\b");

  @ParameterizedTest
  @EnumSource
  void thePageHasTheTableOfEachGroup(ConfigGroup group) throws IOException {
    assertThat(page()).contains(ConfigurationPage.section(group) + "\n");
  }

  @Test
  void thePageHasTheKeysOfEarlierReleases() throws IOException {
    assertThat(page()).contains(ConfigurationPage.formerKeys() + "\n");
  }

  @Test
  void noOtherPageHasATableOfThem() throws IOException {
    Set<String> names =
        ConfigEntries.all().stream()
            .flatMap(entry -> Stream.of(entry.name(), entry.key()))
            .collect(Collectors.toSet());
    for (Path page : pages()) {
      if (!page.endsWith("configuration.md")) {
        assertThat(Files.readString(page).lines().filter(line -> line.startsWith("| `")))
            .as(page.toString())
            .noneMatch(line -> names.contains(line.split("`", 3)[1]));
      }
    }
  }

  @Test
  void everyKeyThatADocumentOrTheCodeNamesIsDeclared() throws IOException {
    Set<String> known =
        ConfigEntries.all().stream().map(ConfigEntry::name).collect(Collectors.toSet());
    for (Path file : Stream.concat(pages().stream(), sources().stream()).toList()) {
      String text = Files.readString(file).replace(ConfigurationPage.formerKeys(), "");
      assertThat(KEY.matcher(text).results().map(key -> key.group(1)))
          .as(file.toString())
          .filteredOn(key -> !key.equals("nonsense")) // The example of a key that is refused.
          .isSubsetOf(known);
    }
  }

  @Test
  void thePageHasEveryEnvironmentVariableThatIsDocumented() throws IOException {
    Set<String> documented = new TreeSet<>();
    for (Path page : pages()) {
      VARIABLE.matcher(Files.readString(page)).results().forEach(it -> documented.add(it.group()));
    }
    assertThat(page().lines().filter(line -> line.startsWith("| `EUGE_")))
        .map(line -> line.split("`", 3)[1])
        .containsExactlyInAnyOrderElementsOf(documented);
  }

  private static String page() throws IOException {
    return Files.readString(HOME.resolve("docs/configuration.md"));
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.list(HOME.resolve("docs"))) {
      return Stream.concat(
              docs.filter(page -> page.toString().endsWith(".md")),
              Stream.of("README.md", "SECURITY.md").map(HOME::resolve))
          .toList();
    }
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> modules = Files.list(HOME)) {
      return modules
          .map(module -> module.resolve("src/main/java"))
          .filter(Files::isDirectory)
          .flatMap(ConfigurationDocumentTest::javaFiles)
          .toList();
    }
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
