package io.euge.tracking;

import java.util.Map;
import java.util.TreeMap;

/**
 * The vote on the label of one track: each detection has one vote. Of labels with equally many
 * votes, the one with the larger sum of confidences wins, then the first in the alphabet.
 */
public final class LabelVote {
  private final Map<String, Ballot> ballots = new TreeMap<>();
  private long detections;

  /** Counts a detection. */
  public void add(String label, double confidence) {
    Ballot ballot = ballots.computeIfAbsent(label, name -> new Ballot());
    ballot.votes++;
    ballot.confidence += confidence;
    detections++;
  }

  /** Returns how many detections voted. */
  public long detections() {
    return detections;
  }

  /** Returns the label that won; null if none was added. */
  public String label() {
    String best = null;
    for (String label : ballots.keySet()) {
      if (best == null || ballots.get(label).isAbove(ballots.get(best))) {
        best = label;
      }
    }
    return best;
  }

  /** Returns how many detections have the label that won. */
  public long votes() {
    return ballots.isEmpty() ? 0 : ballots.get(label()).votes;
  }

  private static final class Ballot {
    private long votes;
    private double confidence;

    private boolean isAbove(Ballot other) {
      return votes != other.votes ? votes > other.votes : confidence > other.confidence;
    }
  }
}
