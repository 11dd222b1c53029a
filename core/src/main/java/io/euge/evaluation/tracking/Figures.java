package io.euge.evaluation.tracking;

import java.util.List;

/** All tracking metrics by the names that TrackEval gives them, in its order. */
public final class Figures {
  private Figures() {}

  /**
   * A figure.
   *
   * @param value a count, or a fraction
   */
  public record Figure(String name, double value, boolean isCount) {
    static Figure count(String name, int value) {
      return new Figure(name, value, true);
    }

    static Figure part(String name, double value) {
      return new Figure(name, value, false);
    }
  }

  /** Returns all figures. */
  public static List<Figure> of(TrackScores scores) {
    Hota hota = scores.hota();
    Clear clear = scores.clear();
    Identity identity = scores.identity();
    return List.of(
        Figure.part("HOTA", hota.hota()),
        Figure.part("DetA", hota.detectionAccuracy()),
        Figure.part("AssA", hota.associationAccuracy()),
        Figure.part("DetRe", hota.detectionRecall()),
        Figure.part("DetPr", hota.detectionPrecision()),
        Figure.part("AssRe", hota.associationRecall()),
        Figure.part("AssPr", hota.associationPrecision()),
        Figure.part("LocA", hota.localizationAccuracy()),
        Figure.part("OWTA", hota.openWorldAccuracy()),
        Figure.part("HOTA(0)", hota.hotaAtLeastOverlap()),
        Figure.part("LocA(0)", hota.localizationAtLeastOverlap()),
        Figure.part("HOTALocA(0)", hota.hotaAtLeastOverlap() * hota.localizationAtLeastOverlap()),
        Figure.part("MOTA", clear.accuracy()),
        Figure.part("MOTP", clear.precisionOfPosition()),
        Figure.part("MODA", clear.detectionAccuracy()),
        Figure.part("CLR_Re", clear.recall()),
        Figure.part("CLR_Pr", clear.precision()),
        Figure.part("MTR", clear.partOfTracks(clear.mostlyTracked())),
        Figure.part("PTR", clear.partOfTracks(clear.partlyTracked())),
        Figure.part("MLR", clear.partOfTracks(clear.mostlyLost())),
        Figure.part("sMOTA", clear.softAccuracy()),
        Figure.count("CLR_TP", clear.truePositives()),
        Figure.count("CLR_FN", clear.falseNegatives()),
        Figure.count("CLR_FP", clear.falsePositives()),
        Figure.count("IDSW", clear.identitySwitches()),
        Figure.count("MT", clear.mostlyTracked()),
        Figure.count("PT", clear.partlyTracked()),
        Figure.count("ML", clear.mostlyLost()),
        Figure.count("Frag", clear.fragmentations()),
        Figure.part("IDF1", identity.f1()),
        Figure.part("IDR", identity.recall()),
        Figure.part("IDP", identity.precision()),
        Figure.count("IDTP", identity.truePositives()),
        Figure.count("IDFN", identity.falseNegatives()),
        Figure.count("IDFP", identity.falsePositives()),
        Figure.count("Dets", scores.boxes()),
        Figure.count("GT_Dets", scores.truthBoxes()),
        Figure.count("IDs", scores.tracks()),
        Figure.count("GT_IDs", scores.truthTracks()));
  }
}
