package io.euge.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.cli.CommandRun;
import io.euge.cli.Euge;
import io.euge.testing.Shared;
import io.euge.testing.ShortJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as its user runs it, with a mirror of real models and a cache of its own. */
class ModelPullIT {
  private static final String NAME = "yolo-fastest-1.1";

  @TempDir Path folder;
  private Path mirror;
  private Path cache;

  @BeforeEach
  void files() throws Exception {
    mirror = folder.resolve("mirror");
    cache = folder.resolve("cache");
    Path model = Files.createDirectories(mirror.resolve(NAME));
    for (String file : List.of(NAME + ".cfg", NAME + ".weights", "coco.names")) {
      Files.copy(Shared.model(file), model.resolve(file));
    }
  }

  @Test
  void aModelIsPulledOnceAndThenUsedByItsName() throws Exception {
    String video = Shared.carDetection().toString();
    String[] detect = {"detect", video, "--model", NAME, "--every", "100", "--format", "json"};

    CommandRun early = run(and(detect, "--output", folder.resolve("none").toString()));
    assertThat(early.exit()).isEqualTo(1);
    assertThat(early.err()).contains("not downloaded yet: run euge models pull " + NAME);

    CommandRun pulled = run("models", "pull", NAME);
    assertThat(pulled.err()).isEmpty();
    assertThat(pulled.exit()).isZero();
    assertThat(pulled.out())
        .contains(NAME + " is in " + cache, "license: public domain", "--model " + NAME);

    JsonNode listed = new ObjectMapper().readTree(run("models", "list", "--json").out());
    assertThat(listed.get("catalogue").get(0).get("here").asBoolean()).isTrue();
    assertThat(listed.get("catalogue").get(1).get("here").asBoolean()).isFalse();

    Path output = folder.resolve("found");
    CommandRun found = run(and(detect, "--output", output.toString()));
    assertThat(found.exit()).as(found.err()).isZero();
    assertThat(output).isDirectoryContaining("glob:**.json");
    assertThat(run("models", "list").out()).containsPattern("IMPORTED +SIZE.*\\n" + NAME);
  }

  @Test
  void processesThatPullAtOnceDoNotDisturbEachOther() throws Exception {
    List<Running> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(start("models", "pull", NAME));
    }
    for (Running process : processes) {
      assertThat(process.end().exit()).isZero();
    }
    assertThat(cache.resolve("models/pulled/" + NAME + "/" + NAME + ".weights"))
        .hasSameBinaryContentAs(Shared.model(NAME + ".weights"));
  }

  @Test
  void whatTheMirrorLacksIsOneSentence() throws Exception {
    CommandRun run = run("models", "pull", "yolov3");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.errors()).hasSize(1);
    assertThat(run.err()).contains("The mirror has no file " + mirror.resolve("yolov3/yolov3.cfg"));
  }

  private CommandRun run(String... args) throws Exception {
    return start(args).end();
  }

  /** A process and what it says, in files: it may end before anybody reads. */
  private record Running(Process process, Path out, Path err) {
    CommandRun end() throws Exception {
      try {
        assertThat(process.waitFor(240, TimeUnit.SECONDS)).isTrue();
      } finally {
        process.destroyForcibly();
      }
      return new CommandRun(process.exitValue(), Files.readString(out), Files.readString(err));
    }
  }

  private Running start(String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Path.of("../etc/jvm.options").toAbsolutePath().normalize());
    command.add("-Xmx1g");
    command.addAll(ShortJvm.options());
    command.add("-Deuge.short=" + Boolean.getBoolean("euge.short"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Euge.class.getName());
    command.addAll(List.of(args));
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    ProcessBuilder process =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    process.environment().remove("JDK_JAVA_OPTIONS"); // Java would name it on standard error.
    process.environment().put("EUGE_CACHE", cache.toString());
    process.environment().put("EUGE_MODEL_MIRROR", mirror.toString());
    return new Running(process.start(), out, err);
  }

  private static String[] and(String[] args, String... more) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
