package io.euge.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;


/** Puts what the contestants measured side by side: a table, and all of it as JSON. */
public final class Report {
  /** Euge is to have at least this times the warm throughput of SynapseML. */
  private static final double GOAL_THROUGHPUT = 5;

  /** Euge is to take at most this part of the peak memory of SynapseML. */
  private static final double GOAL_MEMORY = 0.25;

  private final ObjectMapper json = new ObjectMapper();
  private final ObjectNode report = json.createObjectNode();
  private final ArrayNode contestants = report.putArray("contestants");

  private Report() {}

  /**
   * @param args the seconds that extracting the frames took, the JSON file to write, and the
   *     contestants' results, Euge's first
   */
  public static void main(String[] args) throws IOException {
    Report report = new Report();
    for (int i = 2; i < args.length; i++) {
      report.add(Path.of(args[i]), i == 2 ? 0 : Double.parseDouble(args[0]));
    }
    report.print();
    Files.writeString(
        Path.of(args[1]),
        report.json.writerWithDefaultPrettyPrinter().writeValueAsString(report.report) + "\n");
  }

  private void add(Path result, double extraction) throws IOException {
    ObjectNode contestant = (ObjectNode) json.readTree(Files.readString(result));
    double frames = contestant.get("frames").asDouble();
    double cold = contestant.get("coldSeconds").asDouble();
    double warm = contestant.get("warmMedianSeconds").asDouble();
    contestant.put("extractionSeconds", extraction);
    contestant.put("coldFps", frames / cold);
    contestant.put("warmFps", frames / warm);
    contestant.put("coldFpsWithExtraction", frames / (cold + extraction));
    contestant.put("warmFpsWithExtraction", frames / (warm + extraction));
    if (!contestants.isEmpty()) {
      JsonNode euge = contestants.get(0);
      compare(contestant.putObject("eugeDividedByThis"), euge, contestant);
    }
    contestants.add(contestant);
  }

  private static void compare(ObjectNode ratios, JsonNode euge, JsonNode peer) {
    for (String figure :
        new String[] {
          "coldFps",
          "warmFps",
          "coldFpsWithExtraction",
          "warmFpsWithExtraction",
          "peakResidentBytes",
          "warmMedianProcessorSeconds"
        }) {
      ratios.put(figure, euge.get(figure).asDouble() / peer.get(figure).asDouble());
    }
    if (peer.get("contestant").asText().equals("SynapseML")) {
      ratios.put("goalWarmFps", GOAL_THROUGHPUT);
      ratios.put("goalPeakResidentBytes", GOAL_MEMORY);
      ratios.put(
          "goalsMet",
          ratios.get("warmFps").asDouble() >= GOAL_THROUGHPUT
              && ratios.get("peakResidentBytes").asDouble() <= GOAL_MEMORY);
    }
  }

  private void print() {
    System.out.println(
        "contestant   frames/s: cold  warm  | with extraction: cold  warm | peak MB | CPU ms a frame"
            + " | agreement | Euge / it: warm  with extraction  memory");
    for (JsonNode one : contestants) {
      System.out.printf(
          Locale.ROOT,
          "%-12s %14.1f %5.1f  | %21.1f %5.1f | %7.0f | %14.1f | %9.3f |",
          one.get("contestant").asText(),
          one.get("coldFps").asDouble(),
          one.get("warmFps").asDouble(),
          one.get("coldFpsWithExtraction").asDouble(),
          one.get("warmFpsWithExtraction").asDouble(),
          one.get("peakResidentBytes").asDouble() / 1e6,
          one.get("warmMedianProcessorSeconds").asDouble() / one.get("frames").asDouble() * 1e3,
          Math.min(one.get("shareFound").asDouble(), one.get("shareConfirmed").asDouble()));
      JsonNode ratios = one.get("eugeDividedByThis");
      if (ratios != null) {
        System.out.printf(
            Locale.ROOT,
            " %15.2f %16.2f %7.2f",
            ratios.get("warmFps").asDouble(),
            ratios.get("warmFpsWithExtraction").asDouble(),
            ratios.get("peakResidentBytes").asDouble());
        if (ratios.has("goalsMet")) {
          System.out.printf(
              Locale.ROOT,
              "  (goals %.0f and %.2f: %s)",
              GOAL_THROUGHPUT,
              GOAL_MEMORY,
              ratios.get("goalsMet").asBoolean() ? "met" : "NOT met");
        }
      }
      System.out.println();
    }
    for (JsonNode one : contestants) {
      System.out.println(
          one.get("contestant").asText()
              + ": "
              + one.get("settings").asText()
              + ", heap up to "
              + one.get("heap").asLong() / (1 << 20)
              + " MiB");
    }
  }
}
