package io.euge.cli.evaluate;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is truly there.
 *
 * @param labels of objects, and those that a list of classes declares
 * @param coco the dataset, if the truth is one and nothing else
 */
record Truth(
    FramesByVideo<FrameTruth> frames, SortedSet<String> labels, Optional<CocoDataset> coco) {
  Truth {
    labels = new TreeSet<>(labels);
  }
}
