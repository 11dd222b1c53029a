package io.euge.cli.track.export;

import io.euge.cli.job.OutputFiles;
import java.util.Locale;
import java.util.regex.Pattern;

/** The file formats of other programs. */
public enum ExportFormat {
  /** MOT format: one line per box. A file has one video. */
  MOT(".txt", "(?s)(\\d+[,;\\s].*)?"),
  /** COCO with track IDs. A file has all videos. */
  COCO(".json", "(?s)" + Pattern.quote(CocoTrackWriter.HEAD) + ".*"),
  /** CVAT for video 1.1. A file has one video. */
  CVAT(".xml", "(?s).*<annotations>.*");

  private final String ending;
  private final Pattern head;

  ExportFormat(String ending, String head) {
    this.ending = ending;
    this.head = Pattern.compile(head);
  }

  /** Returns the file name extension. */
  public String ending() {
    return ending;
  }

  /** Returns whether one file has all videos. */
  public boolean hasAllVideos() {
    return this == COCO;
  }

  /** Returns the output in this format. */
  public OutputFiles output(String output, boolean oneFile, boolean overwrite) {
    return new OutputFiles(
        output,
        oneFile,
        overwrite,
        ending,
        head,
        (rows, files, folder) -> TrackExport.write(this, rows, files, folder));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
