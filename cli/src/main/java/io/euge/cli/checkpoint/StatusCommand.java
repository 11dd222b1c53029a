package io.euge.cli.checkpoint;

import io.euge.Quantity;
import io.euge.cli.console.Json;
import io.euge.cli.job.ProcessClaim;
import io.euge.cli.job.SparkOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code euge status}: shows what the job of a checkpoint has done and what is left. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    footer = "  euge status nightly",
    description = "Shows what the job of a checkpoint has done, what failed, and what is left.")
public final class StatusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The directory that was given to --checkpoint.")
  private String directory;

  @Option(names = "--json", description = "One line of JSON.")
  private boolean json;

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      description =
          "A setting of Spark for the storage, such as spark.hadoop.fs.s3a.endpoint, as was given to"
              + " the job; may be given several times.")
  private Map<String, String> conf = new LinkedHashMap<>();

  @Override
  public Integer call() throws IOException {
    Configuration hadoop = SparkOptions.hadoop(conf);
    CheckpointFiles files = new CheckpointFiles(directory, hadoop);
    JobIdentity job = files.requireJob();
    CheckpointProgress progress = CheckpointProgress.of(files, hadoop);
    State state =
        ProcessClaim.isHeld(files.fileSystem(), files.claimed())
            ? State.RUNNING
            : files.run().filter(RunRecord::finished).isPresent() ? State.FINISHED : State.STOPPED;
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.line(fields(job, files.directory(), progress, state)));
    } else {
      print(out, job, files.directory(), progress, state);
    }
    out.flush();
    return 0;
  }

  private enum State {
    RUNNING("running"),
    FINISHED("the last run has done all that was there"),
    STOPPED("stopped: give the same command again to go on");

    private final String text;

    State(String text) {
      this.text = text;
    }
  }

  private static void print(
      PrintWriter out, JobIdentity job, Path directory, CheckpointProgress progress, State state) {
    out.println(state.text);
    out.printf(
        "model   %s (SHA-256 %s), Euge %s%n",
        job.provenance().model(), job.provenance().modelSha256(), job.provenance().version());
    out.println("table   " + job.table(directory));
    out.printf(
        "done    %s, %s%n",
        Quantity.of(progress.done(), "video"), Quantity.of(progress.frames(), "frame"));
    out.printf(
        "failed  %s, %s%n",
        Quantity.of(progress.totals().badVideos().size(), "video"),
        Quantity.of(progress.totals().errors(), "error"));
    progress.totals().firstErrors().forEach(error -> out.println("        " + error));
    out.printf(
        "left    %s%s%n",
        Quantity.of(progress.unfinished() + progress.fresh() + progress.unsettled(), "video"),
        progress.left().map(left -> ", about " + text(left)).orElse(""));
    if (progress.unsettled() > 0) {
      out.printf("        %s of them changed just now%n", progress.unsettled());
    }
    progress.unlisted().forEach(reason -> out.println("        not counted: " + reason));
  }

  private static String text(Duration left) {
    return left.toSeconds() < 120 ? left.toSeconds() + " s" : left.toMinutes() + " min";
  }

  private static Map<String, Object> fields(
      JobIdentity job, Path directory, CheckpointProgress progress, State state) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("state", state.name().toLowerCase(Locale.ROOT));
    fields.put("model", job.provenance().model());
    fields.put("modelSha256", job.provenance().modelSha256());
    fields.put("version", job.provenance().version());
    fields.put("options", job.provenance().options());
    fields.put("table", job.table(directory));
    fields.put("videosDone", progress.done());
    fields.put("videosFailed", progress.totals().badVideos().size());
    fields.put("errors", progress.totals().errors());
    fields.put("videosLeft", progress.unfinished() + progress.fresh() + progress.unsettled());
    fields.put("inputsNotListed", progress.unlisted());
    fields.put("frames", progress.frames());
    fields.put("secondsLeft", progress.left().map(Duration::toSeconds).orElse(null));
    return fields;
  }
}
