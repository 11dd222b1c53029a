package io.euge.bench.script;

import io.euge.OptionException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A system that detects in videos: Euge or a program in {@code peers/python}. */
enum Peer {
  SCRIPT("script", "Python script, one process", "detect.py", "requirements.txt", ""),
  POOL("pool", "Python script, a pool of processes", "detect.py", "requirements.txt", ""),
  MAP_IN_PANDAS(
      "map-in-pandas",
      "PySpark, mapInPandas",
      "map_in_pandas.py",
      "requirements-spark.txt",
      "pyspark,pandas,pyarrow"),
  PREDICT_BATCH_UDF(
      "predict-batch-udf",
      "PySpark, predict_batch_udf",
      "predict_batch_udf.py",
      "requirements-spark.txt",
      "pyspark,pandas,pyarrow"),
  RAY("ray", "Ray Data", "ray_data.py", "requirements-ray.txt", "ray,pyarrow"),
  DAFT("daft", "Daft", "daft_class.py", "requirements-daft.txt", "daft,pyarrow"),
  NOTEBOOK(
      "notebook",
      "PySpark, each frame a PNG in a row",
      "notebook.py",
      "requirements-spark.txt",
      "pyspark,pandas,pyarrow"),
  EUGE("euge", "Euge", null, null, "");

  private final String id;
  private final String title;
  private final String file;
  private final String requirements;
  private final String modules;

  Peer(String id, String title, String file, String requirements, String modules) {
    this.id = id;
    this.title = title;
    this.file = file;
    this.requirements = requirements;
    this.modules = modules;
  }

  /**
   * Returns the peer with this name.
   *
   * @throws OptionException if there is none
   */
  static Peer of(String id) {
    return Arrays.stream(values())
        .filter(peer -> peer.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new OptionException(
                    "--contestants has '%s': give some of %s, or synapseml,djl"
                        .formatted(
                            id,
                            Arrays.stream(values())
                                .map(peer -> peer.id)
                                .collect(Collectors.joining(", ")))));
  }

  /** Returns its name in options and tables. */
  String id() {
    return id;
  }

  /** Returns what it is, in a few words. */
  String title() {
    return title;
  }

  /** Returns the name of its program; null for Euge. */
  String file() {
    return file;
  }

  /** Returns the name of the file that lists the packages it needs; null for Euge. */
  String requirements() {
    return requirements;
  }

  /** Returns the modules that it needs besides those of the script. */
  List<String> modules() {
    return modules.isEmpty() ? List.of() : List.of(modules.split(","));
  }

  /**
   * Returns those of the videos that it gets: every tenth if it is very slow, else all. Those that
   * are broken are not among every tenth.
   */
  List<Path> videos(VideoSet set, List<Path> all) {
    return this == NOTEBOOK && set != VideoSet.BROKEN
        ? IntStream.range(0, all.size()).filter(i -> i % 10 == 0).mapToObj(all::get).toList()
        : all;
  }

  /** Returns whether it can write crops: it must have the frames in their size where it detects. */
  boolean writesCrops() {
    return this != NOTEBOOK && this != PREDICT_BATCH_UDF;
  }
}
