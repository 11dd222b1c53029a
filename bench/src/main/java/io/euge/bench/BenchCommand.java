package io.euge.bench;

import io.euge.bench.checkpoint.CheckpointBenchmark;
import io.euge.bench.cluster.ClusterCommand;
import io.euge.bench.decode.DecodeCommand;
import io.euge.bench.gpu.GpuCommand;
import io.euge.bench.limit.LimitCommand;
import io.euge.bench.models.ModelsCommand;
import io.euge.bench.script.PeersCommand;
import io.euge.bench.script.ScriptCommand;
import io.euge.bench.script.StartCommand;
import io.euge.bench.sharing.SharingCommand;
import io.euge.bench.tracking.TrackingCommand;
import io.euge.bench.tune.TuneBenchmark;
import io.euge.cli.Subcommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code euge bench}: runs experiments, each with a baseline measured in the same run. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description =
        "Measures how near to the limit a job runs, how fast videos are decoded, split and planned,"
            + " what a frame costs in models of each family,"
            + " what the sharing of models saves, what a start takes, how fast trackers are, how a plain script and others do, how well euge tune predicts, what a checkpoint costs, what processes and tasks gain that share a GPU, a real or a simulated one, and what Spark jobs gain that share GPUs.",
    subcommands = {
      LimitCommand.class,
      DecodeCommand.class,
      ModelsCommand.class,
      SharingCommand.class,
      GpuCommand.class,
      ClusterCommand.class,
      StartCommand.class,
      TrackingCommand.class,
      ScriptCommand.class,
      TuneBenchmark.class,
      CheckpointBenchmark.class,
      PeersCommand.class
    })
public final class BenchCommand implements Subcommand, Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Missing command: give limit, decode, models, sharing, gpu, cluster, start, tracking, script, tune, checkpoint or peers");
  }
}
