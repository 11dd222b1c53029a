package io.euge.cli.track.export;

import io.euge.tracking.LabelVote;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Collects the boxes of each track, for formats in which a track has one label. */
abstract class WholeTracks implements TrackWriter {
  private final List<ExportedBox> boxes = new ArrayList<>();

  @Override
  public final void write(ExportedBox box) throws IOException {
    if (!boxes.isEmpty() && !boxes.get(0).isOfSameTrack(box)) {
      writeTrack();
    }
    boxes.add(box);
  }

  private void writeTrack() throws IOException {
    LabelVote vote = new LabelVote();
    boxes.stream()
        .filter(ExportedBox::observed)
        .forEach(box -> vote.add(box.label(), box.confidence()));
    write(vote.detections() == 0 ? boxes.get(0).label() : vote.label(), boxes);
    boxes.clear();
  }

  /**
   * Writes a track.
   *
   * @param label chosen by vote among its boxes
   * @param track its boxes in order, all of one video
   */
  abstract void write(String label, List<ExportedBox> track) throws IOException;

  /** Writes what follows the tracks. */
  abstract void end() throws IOException;

  @Override
  public final void close() throws IOException {
    if (!boxes.isEmpty()) {
      writeTrack();
    }
    end();
  }
}
