package io.euge.bench.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.testing.Shared;
import io.euge.testing.ShortJvm;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One short round of the peers that need no more packages than the other tests do. */
class PeersIT {
  private final PrintWriter progress = new PrintWriter(Writer.nullWriter());

  @TempDir Path folder;

  @Test
  void whatIsInstalledIsMeasuredAndTheRestIsNamed() throws Exception {
    PythonScripts.script();
    List<Integer> rounds = new ArrayList<>();

    PeersResult result =
        job(VideoSet.CLIPS, 2)
            .run(entrants("pool", "daft", "euge"), 1, soFar -> rounds.add(soFar.rounds()));

    assertThat(rounds).containsExactly(1);
    assertThat(result.frames()).isEqualTo(60);
    assertThat(result.standings())
        .extracting(Standing::contestant)
        .contains("script", "pool", "euge");
    assertThat(result.standings().size() + result.leftOut().size()).isEqualTo(4);
    assertThat(result.leftOut())
        .allMatch(line -> line.contains("-m pip install -r peers/python/requirements-daft.txt"));
    for (Standing standing : result.standings()) {
      assertThat(standing.problem()).as(standing.title()).isNull();
      assertThat(standing.agreement()).isGreaterThanOrEqualTo(0.9);
      assertThat(standing.wallSeconds().median()).isPositive();
      assertThat(standing.processorSeconds().median()).isPositive();
      assertThat(standing.peakBytes().median()).isGreaterThan(20e6);
    }
    assertThat(result.page()).contains("| Euge | ONNX Runtime |", "Versions: Euge ", "numpy ");
  }

  @Test
  void eugeKeepsTheHealthyFilesAndNamesTheBrokenOneAndTheScriptEnds() throws Exception {
    PythonScripts.script();

    PeersResult result =
        job(VideoSet.BROKEN, 3).run(entrants("euge"), 1, soFar -> assertThat(soFar).isNull());

    BrokenFiles.Survival script = result.survivals().get(0);
    BrokenFiles.Survival euge = result.survivals().get(1);
    assertThat(script.ending()).contains("ended with code 1", "OSError: Cannot open");
    assertThat(euge.found()).isEqualTo(euge.videos());
    assertThat(euge.agreement()).isGreaterThanOrEqualTo(0.9);
    assertThat(euge.named()).isEqualTo(1);
    assertThat(script.found()).isLessThan(script.videos());
    assertThat(result.page()).contains("| Euge | ONNX Runtime |", "| all files, ");
  }

  @Test
  void cropsNeedPyarrow() throws Exception {
    boolean installed = PythonScripts.script().has(List.of("pyarrow"));
    PeersJob job = job(VideoSet.CROPS, 2);

    if (installed) {
      assertThat(job.run(entrants("euge"), 1, soFar -> {}).standings())
          .extracting(Standing::problem)
          .containsOnlyNulls();
    } else {
      assertThatThrownBy(() -> job.run(entrants("euge"), 1, soFar -> {}))
          .isInstanceOf(EugeException.class)
          .hasMessageContaining("--set crops needs pyarrow")
          .hasMessageEndingWith("-m pip install pyarrow");
    }
  }

  @Test
  void aContestantAboveTheLimitIsEndedWithAllItsProcesses() throws Exception {
    Path pids = folder.resolve("pids");
    Path made = folder.resolve("made");
    Contestant endless =
        new Contestant(
            ChosenEngine.ONNXRUNTIME,
            "endless",
            List.of(
                "bash",
                "-c",
                "mktemp -d >%s; setsid sleep 600 & printf '%%s\\n' $! $$ >%s; wait"
                    .formatted(made, pids)),
            folder.resolve("out/found"),
            List.of());
    MeasuredProgram program =
        new MeasuredProgram(PythonScripts.script(), 2, folder.resolve("log.txt"));

    assertThatThrownBy(() -> program.time(endless))
        .isInstanceOf(EugeException.class)
        .hasMessage("above the limit of 2 s");

    for (String pid : Files.readAllLines(pids)) {
      assertThat(ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive)).isEmpty();
    }
    Path temporary = Path.of(Files.readString(made).strip());
    assertThat(temporary).startsWithRaw(folder.resolve("tmp")).doesNotExist();
  }

  @Test
  void theMemoryOfAShortProgramIsItsPeak() throws Exception {
    PythonScript python = PythonScripts.script();
    Contestant program =
        new Contestant(
            ChosenEngine.ONNXRUNTIME,
            "short",
            List.of("python3", "-c", "import time; x = b'x' * 100_000_000; time.sleep(0.3)"),
            folder.resolve("out/found"),
            List.of());

    TimedProgram.Times times =
        new MeasuredProgram(python, 60, folder.resolve("log.txt")).time(program);

    assertThat(times.peakBytes()).isBetween(100_000_000L, 150_000_000L);
  }

  private PeersJob job(VideoSet set, int clips) throws IOException {
    return new PeersJob(
        home(),
        null,
        set,
        Shared.model("yolo-fastest-1.1-xl.cfg").toString(),
        List.of(Shared.highway()),
        clips,
        1,
        (int) TimeUnit.MINUTES.toSeconds(5),
        progress);
  }

  private static List<Entrant> entrants(String... names) {
    return Stream.of(names).map(Entrant::of).toList();
  }

  /** Returns a project directory whose launcher starts the classes under test. */
  private Path home() throws IOException {
    Path real = Path.of(System.getProperty("euge.home", "..")).toAbsolutePath().normalize();
    Files.createSymbolicLink(folder.resolve("peers"), real.resolve("peers"));
    Files.createSymbolicLink(folder.resolve("target"), real.resolve("target"));
    Path arguments = folder.resolve("java.args");
    Files.writeString(
        arguments,
        Files.readString(real.resolve("etc/jvm.options"))
            + "\n-Xmx1g %s\n-cp \"%s\"\nio.euge.cli.Euge\n"
                .formatted(ShortJvm.OPTIONS, System.getProperty("java.class.path")));
    Path launcher = folder.resolve("euge");
    Files.writeString(
        launcher,
        """
        #!/bin/bash
        [ "$1" = --archive-classes ] || exec "%s/bin/java" "@%s" "$@"
        """
            .formatted(System.getProperty("java.home"), arguments));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    return folder;
  }
}
