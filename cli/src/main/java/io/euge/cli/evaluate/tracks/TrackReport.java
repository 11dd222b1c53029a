package io.euge.cli.evaluate.tracks;

import io.euge.cli.console.Json;
import io.euge.cli.console.Table;
import io.euge.evaluation.tracking.Figures;
import io.euge.evaluation.tracking.Figures.Figure;
import io.euge.evaluation.tracking.TrackScores;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A report of tracking metrics, as text, CSV or JSON.
 *
 * @param rules description of the rules that were applied
 * @param sequences scores by name
 * @param notices about omitted data
 */
public record TrackReport(String rules, Map<String, TrackScores> sequences, List<String> notices) {
  /** TrackEval's name for the combination of all sequences. */
  private static final String COMBINED = "COMBINED_SEQ";

  private static final int DECIMALS = 3;

  /** The metrics of the text table, with TrackEval's names. */
  private static final List<String> FIRST =
      List.of(
          "HOTA", "DetA", "AssA", "MOTA", "MOTP", "CLR_TP", "CLR_FP", "CLR_FN", "IDSW", "Frag",
          "MT", "PT", "ML", "IDF1", "IDTP", "IDFP", "IDFN");

  /** Prints a text table; fractions are in percent. */
  public void print(PrintWriter out) {
    out.printf(Locale.ROOT, "sequences %d, %s%n%n", sequences.size(), rules);
    List<String> head = new ArrayList<>(List.of("SEQUENCE"));
    FIRST.forEach(name -> head.add(shown(name)));
    Table table = new Table(head.toArray(String[]::new));
    rows().forEach((name, scores) -> table.row(row(name, scores, FIRST)));
    table.print(out);
  }

  /** Prints CSV with all metrics; fractions are in percent. */
  public void csv(PrintWriter out) {
    List<String> names = new ArrayList<>(FIRST);
    Figures.of(TrackScores.combined(List.of())).stream()
        .map(Figure::name)
        .filter(name -> !FIRST.contains(name))
        .forEach(names::add);
    List<String> head = new ArrayList<>(List.of("seq"));
    names.forEach(name -> head.add(shown(name)));
    out.println(String.join(",", head));
    rows()
        .forEach((name, scores) -> out.println(String.join(",", row(quoted(name), scores, names))));
  }

  private static String quoted(String name) {
    return name.matches("[^\",\r\n]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
  }

  /** Returns one line of JSON with all metrics; fractions are in [0, 1]. */
  public String json() {
    List<Map<String, Object>> each = new ArrayList<>();
    sequences.forEach(
        (name, scores) -> {
          Map<String, Object> one = new LinkedHashMap<>();
          one.put("seq", name);
          one.putAll(fields(scores));
          each.add(one);
        });
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("rules", rules);
    fields.put("sequences", each);
    fields.put("combined", fields(TrackScores.combined(sequences.values())));
    fields.put("notices", notices);
    return Json.line(fields);
  }

  private static Map<String, Object> fields(TrackScores scores) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Figure figure : Figures.of(scores)) {
      if (figure.isCount()) {
        fields.put(figure.name(), (long) figure.value());
      } else {
        fields.put(figure.name(), figure.value());
      }
    }
    return fields;
  }

  private Map<String, TrackScores> rows() {
    Map<String, TrackScores> rows = new LinkedHashMap<>(sequences);
    if (sequences.size() > 1) {
      rows.put(COMBINED, TrackScores.combined(sequences.values()));
    }
    return rows;
  }

  private static String[] row(String name, TrackScores scores, List<String> names) {
    Map<String, Figure> figures = new LinkedHashMap<>();
    Figures.of(scores).forEach(figure -> figures.put(figure.name(), figure));
    List<String> cells = new ArrayList<>(List.of(name));
    names.forEach(one -> cells.add(text(figures.get(one))));
    return cells.toArray(String[]::new);
  }

  private static String text(Figure figure) {
    return figure.isCount()
        ? String.valueOf((long) figure.value())
        : new BigDecimal(100 * figure.value())
            .setScale(DECIMALS, RoundingMode.HALF_EVEN)
            .toPlainString();
  }

  private static String shown(String name) {
    return switch (name) {
      case "CLR_TP" -> "TP";
      case "CLR_FP" -> "FP";
      case "CLR_FN" -> "FN";
      default -> name;
    };
  }
}
