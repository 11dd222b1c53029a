package io.euge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The diagram of modules and the table of packages in docs/architecture.md are those of the code.
 */
class ArchitectureDocumentTest {
  private static final Path HOME = Path.of(System.getProperty("euge.home", ".."));
  private static final Pattern MODULE = Pattern.compile("<module>([a-z-]+)</module>");
  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<dependency>\\s*<groupId>[^<]*</groupId>\\s*<artifactId>(euge-[a-z]+)</artifactId>\\s*</dependency>");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `io\\.euge(?:\\.(\\w+))?` \\|([^|]*)\\|");
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");

  @Test
  void theDiagramShowsEachModuleAboveThoseThatItDependsOn() throws IOException {
    List<String> diagram = document().split("```", 3)[1].lines().toList();
    Map<String, String> modules = new HashMap<>();
    for (String module : modules()) {
      String pom = pom(module);
      modules.put(all(Pattern.compile("<artifactId>(euge-[a-z]+)<"), pom).get(0), module);
    }
    List<String> checked = new ArrayList<>();
    for (String module : modules.values()) {
      for (String artifact : all(DEPENDENCY, pom(module))) {
        String below = modules.get(artifact);
        assertThat(line(diagram, module))
            .as("%s depends on %s", module, below)
            .isLessThan(line(diagram, below));
        checked.add(module + " " + below);
      }
    }
    assertThat(checked).contains("cli spark", "spark core", "bench simulation");
  }

  @Test
  void theTableListsThePackages() throws IOException {
    Map<String, Set<String>> documented = new TreeMap<>();
    Set<String> withOthers = new TreeSet<>();
    for (MatchResult row : ROW.matcher(document()).results().toList()) {
      Set<String> names = new TreeSet<>(all(NAME, row.group(2)));
      if (row.group(1) == null) {
        names.forEach(name -> documented.put(name, Set.of()));
        continue;
      }
      documented.put(row.group(1), names);
      if (row.group(2).matches(".*one for each (command|experiment).*")) {
        withOthers.add(row.group(1));
      }
    }
    Map<String, Set<String>> packages = new TreeMap<>();
    for (String module : modules()) {
      Path root = HOME.resolve(module).resolve("src/main/java/io/euge");
      for (String name : folders(root)) {
        Set<String> inside = folders(root.resolve(name));
        if (withOthers.contains(name)) {
          assertThat(inside).containsAll(documented.get(name));
          inside = documented.get(name);
        }
        packages.put(name, inside);
      }
    }
    assertThat(documented).isEqualTo(packages);
  }

  private static int line(List<String> diagram, String module) {
    Pattern word = Pattern.compile("\\b" + module + "\\b");
    for (int i = 0; i < diagram.size(); i++) {
      if (word.matcher(diagram.get(i)).find()) {
        return i;
      }
    }
    throw new AssertionError("the diagram has no module " + module);
  }

  private static List<String> modules() throws IOException {
    String pom = Files.readString(HOME.resolve("pom.xml"));
    String standard = pom.substring(0, pom.indexOf("<profiles>"));
    return all(MODULE, standard).stream()
        .filter(module -> Files.isDirectory(HOME.resolve(module).resolve("src/main/java")))
        .toList();
  }

  private static String pom(String module) throws IOException {
    String pom = Files.readString(HOME.resolve(module).resolve("pom.xml"));
    return pom.replaceFirst("(?s)<parent>.*?</parent>", "");
  }

  private static String document() throws IOException {
    return Files.readString(HOME.resolve("docs/architecture.md"));
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static Set<String> folders(Path parent) throws IOException {
    if (!Files.isDirectory(parent)) {
      return new TreeSet<>();
    }
    try (Stream<Path> inside = Files.list(parent)) {
      return inside
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
