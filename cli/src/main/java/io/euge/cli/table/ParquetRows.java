package io.euge.cli.table;

import io.euge.EugeException;
import io.euge.detection.Detection;
import io.euge.detection.Keypoint;
import io.euge.detection.Mask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;

/** Reads Parquet files of a job's table. */
final class ParquetRows {
  private ParquetRows() {}

  static void read(Path file, Consumer<DetectionRow> rows) throws IOException {
    var hadoop = new org.apache.hadoop.fs.Path(file.toUri());
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), hadoop).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        rows.accept(frame(row));
      }
    } catch (EugeException e) { // The values are invalid, not the file.
      throw e;
    } catch (RuntimeException e) { // Parquet's exceptions for other columns and for corrupt files.
      throw new EugeException(
          "%s is not a table of euge detect (%s): write it again"
              .formatted(file, String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
          e);
    }
  }

  private static DetectionRow frame(Group row) {
    Group list = row.getGroup("detections", 0);
    List<Detection> detections = new ArrayList<>();
    for (int i = 0; i < list.getFieldRepetitionCount("list"); i++) {
      detections.add(detection(list.getGroup("list", i).getGroup("element", 0)));
    }
    return new DetectionRow(
        row.getString("video", 0),
        row.getLong("frame", 0),
        row.getDouble("seconds", 0),
        row.getInteger("width", 0),
        row.getInteger("height", 0),
        detections);
  }

  private static Detection detection(Group found) {
    return new Detection(
        found.getString("label", 0),
        found.getInteger("classId", 0),
        found.getFloat("confidence", 0),
        found.getFloat("x", 0),
        found.getFloat("y", 0),
        found.getFloat("width", 0),
        found.getFloat("height", 0),
        has(found, "keypoints") ? keypoints(found.getGroup("keypoints", 0)) : List.of(),
        has(found, "mask") ? mask(found.getGroup("mask", 0)) : null);
  }

  private static boolean has(Group group, String field) {
    return group.getType().containsField(field) && group.getFieldRepetitionCount(field) > 0;
  }

  private static List<Keypoint> keypoints(Group list) {
    List<Keypoint> keypoints = new ArrayList<>();
    for (int i = 0; i < list.getFieldRepetitionCount("list"); i++) {
      Group point = list.getGroup("list", i).getGroup("element", 0);
      keypoints.add(
          new Keypoint(
              point.getFloat("x", 0),
              point.getFloat("y", 0),
              has(point, "confidence") ? point.getFloat("confidence", 0) : Float.NaN));
    }
    return keypoints;
  }

  private static Mask mask(Group mask) {
    Group size = mask.getGroup("size", 0);
    return Mask.ofCounts(
        size.getGroup("list", 1).getInteger("element", 0),
        size.getGroup("list", 0).getInteger("element", 0),
        mask.getString("counts", 0));
  }
}
