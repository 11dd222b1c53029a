package io.euge.cli.evaluate;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The ground truth of a set of frames.
 *
 * @param labels of the objects, and those that a list of classes declares
 * @param coco the dataset, if a COCO dataset is the only source
 */
record Truth(
    FramesByVideo<FrameTruth> frames, SortedSet<String> labels, Optional<CocoDataset> coco) {
  Truth {
    labels = new TreeSet<>(labels);
  }
}
