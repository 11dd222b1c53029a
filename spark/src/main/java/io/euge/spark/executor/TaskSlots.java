package io.euge.spark.executor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;

/** The number of tasks that an executor runs at once. */
public final class TaskSlots {
  private static final Pattern LOCAL = Pattern.compile("local\\[\\s*(\\d+|\\*)\\s*(?:,.*)?\\]");

  private TaskSlots() {}

  /**
   * Returns how many tasks this executor process runs at once, at least 1.
   *
   * @param taskCores cores of a task
   */
  public static int ofThisProcess(int taskCores) {
    return of(SparkEnv.get().conf(), taskCores, Runtime.getRuntime().availableProcessors());
  }

  /**
   * @param processors the cores of this process, used where the configuration has no number
   */
  static int of(SparkConf conf, int taskCores, int processors) {
    return Math.max(1, cores(conf, processors) / taskCores);
  }

  private static int cores(SparkConf conf, int processors) {
    String master = conf.get("spark.master", "");
    if (master.equals("local")) {
      return 1;
    }
    Matcher local = LOCAL.matcher(master);
    if (local.matches()) {
      return local.group(1).equals("*") ? processors : Integer.parseInt(local.group(1));
    }
    return conf.getInt("spark.executor.cores", processors);
  }
}
