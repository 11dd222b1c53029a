package io.euge.cli.render;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.cli.console.ErrorHandler;
import io.euge.cli.evaluate.tracks.TrackFile;
import io.euge.cli.job.ProgressLine;
import io.euge.cli.job.SparkOptions;
import io.euge.cli.job.StopNotice;
import io.euge.cli.table.OutputErrors;
import io.euge.cli.table.TrackRow;
import io.euge.cli.table.TrackRows;
import io.euge.spark.recording.Recording;
import io.euge.spark.storage.VideoFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Renders many videos with Spark, one video per task. The rows of the table are read once, in
 * parallel, and grouped by video.
 *
 * @param inputs videos and directories of videos, on a file system that all tasks share
 * @param output a directory on this file system
 */
record RenderJob(
    CommandSpec command,
    SparkOptions sparkOptions,
    List<String> inputs,
    Path table,
    Path lines,
    RenderingRequest request,
    Path output,
    boolean overwrite) {

  int run() throws IOException {
    checkOutput();
    ProgressLine.note("starting Spark");
    try (StopNotice stop = StopNotice.saying("complete videos remain in " + output);
        SparkSession spark = sparkOptions.start("euge render")) {
      Map<Path, Path> targets = targets(spark);
      Files.createDirectories(output);
      JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
      List<RenderedVideo> rendered =
          TrackFile.isTracks(table) ? text(context, targets) : tables(context, targets);
      return report(rendered);
    }
  }

  private void checkOutput() {
    if (Files.exists(output) && !Files.isDirectory(output)) {
      throw new OptionException(
          "--output %s is a file, and there are many videos: give a directory".formatted(output));
    }
    OutputErrors.requireDirectory(output, output.toAbsolutePath().normalize().getParent());
  }

  /** Returns the output path of each video. */
  private Map<Path, Path> targets(SparkSession spark) {
    List<Recording> videos = new VideoFiles(spark.sessionState().newHadoopConf()).list(inputs);
    Map<Path, Path> targets = new LinkedHashMap<>();
    Set<Path> taken = new HashSet<>();
    for (Recording recording : videos) {
      Path video = LocalVideo.file(recording.path());
      String stem = video.getFileName().toString().replaceFirst("\\.[^.]*$", "");
      Path target = output.toAbsolutePath().normalize().resolve(stem + ".mp4");
      if (!taken.add(target)) {
        throw new EugeException(
            "Cannot render %s: another video would be written to %s too; give one of them"
                .formatted(video, target));
      }
      OutputVideo.check(output.resolve(target.getFileName()), target, video, overwrite);
      targets.put(video, target);
    }
    return targets;
  }

  /** Renders from text files; each video has its own file. */
  private List<RenderedVideo> text(JavaSparkContext context, Map<Path, Path> targets) {
    VideoTask task = task();
    List<String[]> pairs = new ArrayList<>();
    targets.forEach((video, target) -> pairs.add(new String[] {"" + video, "" + target}));
    return context
        .parallelize(pairs, pairs.size())
        .map(pair -> task.render(Path.of(pair[0]), Path.of(pair[1]), null, null))
        .collect();
  }

  private VideoTask task() {
    return new VideoTask(table.toString(), lines == null ? null : lines.toString(), request);
  }

  private List<RenderedVideo> tables(JavaSparkContext context, Map<Path, Path> targets) {
    List<String> files =
        TrackRows.files(table).stream().map(file -> file.toAbsolutePath().toString()).toList();
    JavaRDD<TrackRow> rows =
        context
            .parallelize(files, Math.max(1, files.size()))
            .flatMap(
                file -> {
                  List<TrackRow> read = new ArrayList<>();
                  TrackRows.read(Path.of(file), read::add);
                  return read.iterator();
                })
            .persist(StorageLevel.MEMORY_AND_DISK());
    List<String> addresses = rows.map(TrackRow::video).distinct().collect();
    TreeSet<String> labels = new TreeSet<>(rows.map(TrackRow::label).distinct().collect());
    List<RenderedVideo> rendered = new ArrayList<>();
    Map<String, String[]> wanted = new TreeMap<>();
    targets.forEach(
        (video, target) -> {
          try {
            wanted.put(address(video, addresses), new String[] {"" + video, "" + target});
          } catch (EugeException e) {
            rendered.add(new RenderedVideo(video.toString(), 0, 0, e.getMessage()));
          }
        });
    if (!wanted.isEmpty()) {
      VideoTask task = task();
      JavaPairRDD<String, Iterable<TrackRow>> videos =
          rows.filter(row -> wanted.containsKey(row.video()))
              .groupBy(TrackRow::video, wanted.size());
      rendered.addAll(
          videos
              .map(
                  one -> {
                    String[] pair = wanted.get(one._1());
                    return task.render(Path.of(pair[0]), Path.of(pair[1]), one._2(), labels);
                  })
              .collect());
    }
    return rendered;
  }

  private String address(Path video, List<String> addresses) {
    Map<String, String> namesakes = new TreeMap<>();
    Set<String> names = new TreeSet<>();
    for (String address : addresses) {
      String name = address.substring(address.lastIndexOf('/') + 1);
      names.add(name);
      if (name.equals(video.getFileName().toString())) {
        namesakes.put(address, address);
      }
    }
    return VideoRows.choose(table, video, namesakes, names);
  }

  private int report(List<RenderedVideo> rendered) {
    PrintWriter out = command.commandLine().getOut();
    List<RenderedVideo> problems = rendered.stream().filter(one -> one.problem() != null).toList();
    long written = rendered.stream().filter(one -> one.frames() > 0).count();
    if (written == 0) {
      throw new EugeException(problems.get(0).problem());
    }
    out.printf(
        "%,d of %,d videos, %,d frames, %,d boxes drawn%nwritten to %s%n",
        written,
        rendered.size(),
        rendered.stream().mapToLong(RenderedVideo::frames).sum(),
        rendered.stream().mapToLong(RenderedVideo::boxes).sum(),
        output);
    problems.forEach(one -> out.printf("  %s: %s%n", one.video(), one.problem()));
    out.flush();
    return problems.isEmpty() ? 0 : ErrorHandler.BAD_INPUT;
  }
}
