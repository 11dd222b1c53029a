package io.euge.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.euge.testing.ClipWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the recipes of SECURITY.md with their variables and their command. The test creates the
 * namespaces, mounts and user IDs that systemd or a container engine would create, because neither
 * is available everywhere.
 */
class ConfinedIT {
  private static final Path PROJECT =
      Path.of(System.getProperty("euge.home", "..")).toAbsolutePath().normalize();

  /** A user ID without a name in the system. */
  private static final int UNNAMED = 12345;

  /** Debian's user nobody, whose home directory does not exist. */
  private static final int NOBODY = 65534;

  @TempDir Path folder;
  private Path data;
  private Path srv;

  private record Said(int exit, String printed) {}

  @BeforeEach
  void dataOfTheRecipes() throws IOException {
    requireNamespaces();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    data = Files.createDirectory(folder.resolve("data"));
    srv = Files.createDirectory(folder.resolve("srv"));
    Files.createDirectories(data.resolve("videos"));
    Path models = Files.createDirectories(data.resolve("models"));
    new ClipWriter().size(416, 256).write(data.resolve("videos/clip.mp4"));
    // The small network of the demo replaces the large one of the recipes.
    for (String extension : List.of(".cfg", ".weights", ".names")) {
      try (InputStream file = resource("/io/euge/model/catalogue/demo/demo" + extension)) {
        Files.copy(file, models.resolve("yolov3" + extension));
      }
    }
  }

  @Test
  void theContainerRunsAsAUserWithoutANameAndWithACacheThatBecameReadOnly() throws Exception {
    List<String> recipe = recipe("docker run", "-e");
    own(srv, UNNAMED);
    Said first = confined(UNNAMED, "", recipe);
    assertThat(first.exit).as(first.printed).isZero();
    assertThat(first.printed)
        .containsPattern("^\\d+ detections in 25 frames of 1 video\n")
        .contains("written to /srv/found");
    assertThat(srv.resolve("found/_SUCCESS")).exists();

    recipe.set(recipe.size() - 1, "/srv/again");
    Said again = confined(UNNAMED, "/srv/cache", recipe);
    assertThat(again.exit).as(again.printed).isZero();
    assertThat(again.printed)
        .containsPattern("^\\d+ detections in 25 frames of 1 video\n")
        .contains("written to /srv/again");
  }

  @Test
  void theServiceRunsAsAUserWithoutAHomeDirectory() throws Exception {
    own(Files.createDirectory(srv.resolve("euge")), NOBODY);
    Said said = confined(NOBODY, "", recipe("systemd-run", "-E"));
    assertThat(said.exit).as(said.printed).isZero();
    assertThat(said.printed)
        .containsPattern("^\\d+ detections in 25 frames of 1 video\n")
        .contains("written to /srv/euge/found");
  }

  @Test
  void withoutAHomeDirectoryItSaysWhatToSet() throws Exception {
    own(srv, UNNAMED);
    List<String> recipe = recipe("docker run", "-e");
    recipe.removeIf(argument -> argument.matches("HOME=.*|EUGE_CACHE=.*"));
    Said said = confined(UNNAMED, "", recipe);
    assertThat(said.exit).isEqualTo(1);
    assertThat(said.printed.lines()).as(said.printed).hasSize(1);
    assertThat(said.printed).contains("set EUGE_CACHE to a directory that can be written");
    assertThat(srv).isEmptyDirectory();
  }

  /** Returns the variables and the command of a recipe. */
  private static List<String> recipe(String program, String variable) throws IOException {
    String text = Files.readString(PROJECT.resolve("SECURITY.md"));
    int start = text.indexOf("\n" + program) + 1;
    assertThat(start).as("a recipe with %s", program).isPositive();
    String block = text.substring(start, text.indexOf("\n```", start));
    List<String> words = List.of(block.replace("\\\n", " ").split("\\s+"));
    List<String> recipe = new ArrayList<>();
    int command = words.indexOf("/opt/euge/euge");
    for (int i = 0; i < command; i++) {
      if (words.get(i).equals(variable)) {
        recipe.add(words.get(i + 1));
      }
    }
    recipe.addAll(words.subList(command, words.size()));
    return recipe;
  }

  private Said confined(int user, String readOnly, List<String> recipe) throws Exception {
    Path script = folder.resolve("confined.sh");
    try (InputStream lines = resource("/confined.sh")) {
      Files.write(script, lines.readAllBytes());
    }
    Path root = Files.createTempDirectory(folder, "root");
    List<String> command = new ArrayList<>(List.of("unshare", "-m", "-n", "bash"));
    for (Path path : List.of(script, root, PROJECT, data, srv)) {
      command.add(path.toString());
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home")).toRealPath().toString(),
            Integer.toString(user),
            readOnly));
    command.addAll(recipe);
    return run(command);
  }

  private Said run(List<String> command) throws Exception {
    Path printed = Files.createTempFile(folder, "printed", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    try {
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return new Said(process.exitValue(), Files.readString(printed));
  }

  private static void own(Path folder, int user) throws IOException {
    Files.setAttribute(folder, "unix:uid", user);
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(ConfinedIT.class.getResourceAsStream(name));
  }

  private void requireNamespaces() throws IOException {
    try {
      if (run(List.of("unshare", "-m", "-n", "mount", "-t", "tmpfs", "none", "/mnt")).exit == 0) {
        return;
      }
    } catch (IOException e) {
      // Reported below.
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    String message = "This test needs root, who may make namespaces and mounts (unshare)";
    if ("true".equals(System.getenv("CI"))) {
      fail(message);
    }
    abort(message);
  }
}
