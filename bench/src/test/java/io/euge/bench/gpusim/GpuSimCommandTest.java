package io.euge.bench.gpusim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GpuSimCommandTest {
  @TempDir Path folder;

  private String run(String... arguments) {
    StringWriter out = new StringWriter();
    CommandLine command = new CommandLine(new GpuSimCommand()).setOut(new PrintWriter(out));
    command.setExecutionExceptionHandler(
        (e, line, parsed) -> {
          out.write(e.toString());
          return 1;
        });
    command.execute(arguments);
    return out.toString();
  }

  @Test
  void everyOutputSaysThatItIsASimulation() throws Exception {
    Path report = folder.resolve("report");
    Path json = folder.resolve("figures.json");
    String printed =
        run(
            "--processes",
            "1,2",
            "--tasks",
            "1,2",
            "--report",
            report.toString(),
            "--json",
            json.toString());

    assertThat(printed).startsWith("SIMULATION, no GPU was used. One NVIDIA T4 (simulated)");
    assertThat(printed).contains("MPS/turns", "MPS/1 process", "yolov3-tiny (5.56 GFLOP a frame");
    assertThat(Files.readString(json)).contains("\"simulation\" : true", "SIMULATION");
    assertThat(Files.readString(report.resolve("index.html"))).contains("This is a simulation");
    try (Stream<Path> files = Files.list(report)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".svg"))
          .hasSize(6)
          .allMatch(name -> name.startsWith("simulated-"));
    }
  }

  @Test
  void theSameCallPrintsTheSame() {
    assertThat(run("--processes", "2", "--tasks", "1"))
        .isEqualTo(run("--processes", "2", "--tasks", "1"));
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThat(run("--processes", "0")).contains("--processes is [0]: give numbers from 1");
    assertThat(run("--gpu", "h900")).contains("[t4, a10, h100]");
    assertThat(run("--host-milliseconds", "-1")).contains("--host-milliseconds is -1.0");
  }
}
