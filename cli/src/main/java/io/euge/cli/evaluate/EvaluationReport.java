package io.euge.cli.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.cli.console.Table;
import io.euge.evaluation.Confusion;
import io.euge.evaluation.Evaluation;
import io.euge.evaluation.LabelScore;
import io.euge.evaluation.Rules;
import io.euge.evaluation.Score;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints the results as text, CSV or JSON. */
record EvaluationReport(Comparison comparison, Rules rules, Evaluation figures) {
  private static final int MOST_CONFUSIONS = 5;

  void print(PrintWriter out) {
    long ignored =
        comparison.images().stream()
            .flatMap(image -> image.truths().stream())
            .filter(truth -> truth.ignored())
            .count();
    String images =
        comparison.videos() == 0
            ? "images " + figures.images()
            : "videos %d, frames %d".formatted(comparison.videos(), figures.images());
    out.printf(
        Locale.ROOT,
        "%s, objects to find %d, ignored %d%n",
        images,
        figures.overall().truths(),
        ignored);
    out.printf(
        Locale.ROOT,
        "found, wrong, precision, recall and F1 at confidence %s and IoU %s%n%n",
        rules.confidence(),
        rules.iou());
    Table table =
        new Table(
            "LABEL",
            "OBJECTS",
            "FOUND",
            "WRONG",
            "PRECISION",
            "RECALL",
            "F1",
            "AP@0.5",
            "AP@0.5:0.95");
    for (LabelScore label : figures.labels()) {
      row(table, label.label(), label.score(), label.ap50(), label.ap());
    }
    row(table, "all (AP: mean)", figures.overall(), figures.map50(), figures.map());
    table.print(out);
    if (!figures.confusions().isEmpty()) {
      out.println();
      out.println("found as something else: " + confusions());
    }
  }

  private static void row(Table table, String name, Score score, double ap50, double ap) {
    table.row(
        name,
        Integer.toString(score.truths()),
        Integer.toString(score.found()),
        Integer.toString(score.wrong()),
        text(score.precision()),
        text(score.recall()),
        text(score.f1()),
        text(ap50),
        text(ap));
  }

  /** Prints one CSV row per label, and one for all labels, whose name is empty. */
  void csv(PrintWriter out) {
    out.println("label,objects,found,wrong,precision,recall,f1,ap50,ap");
    for (LabelScore label : figures.labels()) {
      out.println(line(label.label(), label.score(), label.ap50(), label.ap()));
    }
    out.println(line("", figures.overall(), figures.map50(), figures.map()));
  }

  private static String line(String label, Score score, double ap50, double ap) {
    String quoted = label.matches("[^\",\r\n]*") ? label : '"' + label.replace("\"", "\"\"") + '"';
    return Stream.of(
            quoted,
            score.truths(),
            score.found(),
            score.wrong(),
            orNull(score.precision()),
            orNull(score.recall()),
            orNull(score.f1()),
            orNull(ap50),
            orNull(ap))
        .map(cell -> cell == null ? "" : cell.toString())
        .collect(Collectors.joining(","));
  }

  private String confusions() {
    List<Confusion> all = figures.confusions();
    String most =
        all.stream()
            .limit(MOST_CONFUSIONS)
            .map(one -> "%s as %s %d".formatted(one.truth(), one.found(), one.count()))
            .collect(Collectors.joining(", "));
    int others = all.stream().skip(MOST_CONFUSIONS).mapToInt(Confusion::count).sum();
    return others == 0 ? most : most + ", others " + others;
  }

  private static String text(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
  }

  /** Returns one line of JSON; undefined values are null. */
  String json() throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("videos", comparison.videos());
    fields.put("frames", figures.images());
    fields.put("confidence", rules.confidence());
    fields.put("iou", rules.iou());
    fields.put("map50", orNull(figures.map50()));
    fields.put("map", orNull(figures.map()));
    fields.put("overall", fields(figures.overall()));
    List<Map<String, Object>> labels = new ArrayList<>();
    for (LabelScore label : figures.labels()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("label", label.label());
      one.put("ap50", orNull(label.ap50()));
      one.put("ap", orNull(label.ap()));
      one.putAll(fields(label.score()));
      labels.add(one);
    }
    fields.put("labels", labels);
    fields.put("confusions", figures.confusions());
    fields.put("notices", comparison.notices());
    return new ObjectMapper().writeValueAsString(fields);
  }

  private static Map<String, Object> fields(Score score) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("objects", score.truths());
    fields.put("found", score.found());
    fields.put("wrong", score.wrong());
    fields.put("precision", orNull(score.precision()));
    fields.put("recall", orNull(score.recall()));
    fields.put("f1", orNull(score.f1()));
    return fields;
  }

  private static Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
