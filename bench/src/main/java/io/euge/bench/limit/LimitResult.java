package io.euge.bench.limit;

import static io.euge.bench.report.TextLines.line;

import io.euge.bench.measurement.Samples;
import io.euge.bench.report.IndentedJson;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The rates of the parts and of the whole job, in frames per second.
 *
 * @param frames of the video
 * @param passes how many times the Spark job reads the video per round
 * @param account breakdown of the time
 * @param rows one for a single thread and, if more are used, one for all threads
 */
record LimitResult(
    String model,
    String video,
    long frames,
    int rounds,
    int passes,
    List<Row> rows,
    Account account) {

  /**
   * The rates for one number of threads.
   *
   * @param spark null for one thread if the job uses more
   */
  record Row(int threads, Samples inference, Samples decoding, Samples together, Samples spark) {
    /**
     * Returns the frames per second if the parts ran one after the other without other overhead.
     */
    double additiveBound() {
      return 1 / (1 / inference.median() + 1 / decoding.median());
    }

    static Row of(Map<String, Samples> samples, int threads) {
      return new Row(
          threads,
          samples.get("inference " + threads),
          samples.get("decoding " + threads),
          samples.get("together " + threads),
          samples.get("spark " + threads));
    }

    Map<String, Object> json() {
      Map<String, Object> json = new java.util.LinkedHashMap<>();
      json.put("threads", threads);
      put(json, "inference", inference);
      put(json, "decoding", decoding);
      put(json, "together", together);
      put(json, "spark", spark);
      json.put("additiveBound", additiveBound());
      json.put("togetherOfBound", together.median() / additiveBound());
      if (spark != null) {
        json.put("sparkOfBound", spark.median() / additiveBound());
      }
      return json;
    }

    private static void put(Map<String, Object> json, String name, Samples samples) {
      if (samples != null) {
        json.put(name, samples.median());
        json.put(name + "Rounds", samples.rounds());
      }
    }
  }

  String json() throws IOException {
    Map<String, Object> json = new java.util.LinkedHashMap<>();
    json.put("model", model);
    json.put("video", video);
    json.put("frames", frames);
    json.put("rounds", rounds);
    json.put("sparkPasses", passes);
    json.put("unit", "frames per second, medians of the rounds");
    json.put("results", rows.stream().map(Row::json).toList());
    json.put("account", account.json());
    return IndentedJson.of(json);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    line(text, "%s on %s, %d frames a pass, medians of %d rounds", model, video, frames, rounds);
    for (Row row : rows) {
      line(text, "%n%d thread%s", row.threads(), row.threads() == 1 ? "" : "s at once");
      line(text, "  inference alone        %8.1f frames/s", row.inference().median());
      line(text, "  decoding and scaling   %8.1f", row.decoding().median());
      line(text, "  additive bound         %8.1f", row.additiveBound());
      against(text, "  both, as a task does  ", row.together(), row);
      if (row.spark() != null) {
        against(text, "  the Spark job's tasks ", row.spark(), row);
      }
    }
    return text + account.text();
  }

  private static void against(StringBuilder text, String what, Samples rate, Row row) {
    line(
        text,
        "%s %8.1f = %.2f of the bound (rounds %.1f to %.1f)",
        what,
        rate.median(),
        rate.median() / row.additiveBound(),
        rate.least(),
        rate.most());
  }
}
