package io.euge.bench.script;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The result of {@code euge bench peers}.
 *
 * @param sources names of the videos that the set was made from
 * @param videos number of files
 * @param frames of all files
 * @param every n where every n-th frame is detected in
 * @param format of the outputs, csv or parquet
 * @param versions of Euge and the packages of Python
 * @param rounds number of counted rounds so far
 * @param standings the first is the reference; null for the set of broken files
 * @param survivals of the set of broken files; else null
 * @param leftOut contestants that are not installed, with how to install them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PeersResult(
    String set,
    String model,
    List<String> sources,
    int videos,
    long frames,
    int every,
    String format,
    String processor,
    Map<String, String> versions,
    int rounds,
    List<Standing> standings,
    List<BrokenFiles.Survival> survivals,
    List<String> leftOut) {

  /** Returns this result with what was measured. */
  PeersResult with(int rounds, List<Standing> standings, List<BrokenFiles.Survival> survivals) {
    return new PeersResult(
        set, model, sources, videos, frames, every, format, processor, versions, rounds, standings,
        survivals, leftOut);
  }

  /** Returns a page in Markdown. */
  String page() {
    StringBuilder page = new StringBuilder();
    page.append(
        "## Set %s: %d videos, %d frames%n%nModel %s, boxes to %s, on %s"
            .formatted(set, videos, frames, model, format, processor));
    page.append(every == 1 ? "" : ", in every %d-th frame".formatted(every));
    page.append(
        survivals == null ? ", medians of %d rounds.%n%n".formatted(rounds) : ".%n%n".formatted());
    if (survivals == null) {
      page.append(
          "| contestant | engine | time | frames/s | to the script | CPU time | peak memory | agreement |\n");
      page.append("|---|---|---|---|---|---|---|---|\n");
      standings.forEach(standing -> page.append(row(standing)));
    } else {
      page.append(
          "| contestant | engine | ended | boxes of the healthy files | broken files that it names |\n");
      page.append("|---|---|---|---|---|\n");
      survivals.forEach(survival -> page.append(row(survival)));
    }
    page.append("\nVersions: ");
    page.append(
        String.join(
            ", ",
            versions.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .toList()));
    page.append(". Sources: ").append(String.join(", ", sources)).append(".\n");
    leftOut.forEach(line -> page.append("\nLeft out: ").append(line).append('\n'));
    return page.toString();
  }

  private String row(Standing standing) {
    if (standing.problem() != null) {
      return "| %s | %s | %s | | | | | |%n"
          .formatted(standing.title(), standing.engine(), cell(standing.problem()));
    }
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.1f s%s | %.0f | %.2f | %.1f s | %.0f MB | %.3f |%n",
        standing.title(),
        standing.engine(),
        standing.wallSeconds().median(),
        standing.frames() == frames ? "" : " for %d frames".formatted(standing.frames()),
        standing.framesPerSecond(),
        standing.framesPerSecond() / standings.get(0).framesPerSecond(),
        standing.processorSeconds().median(),
        standing.peakBytes().median() / 1e6,
        standing.agreement());
  }

  private static String row(BrokenFiles.Survival survival) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %d |%n",
        survival.title(),
        survival.engine(),
        cell(survival.ending()),
        "%s files, %.1f %%"
            .formatted(
                survival.found() == survival.videos()
                    ? "all"
                    : "%d of %d".formatted(survival.found(), survival.videos()),
                100 * survival.agreement()),
        survival.named());
  }

  private static String cell(String text) {
    String cell = text.replace("|", "\\|").replace('\n', ' ');
    return cell.length() > 160 ? cell.substring(0, 160) + "…" : cell;
  }
}
