package io.euge.spark.source.rows;

import io.euge.detection.DetectionFields;
import io.euge.detection.FrameDetections;
import io.euge.detection.Keypoint;
import io.euge.detection.Mask;
import io.euge.detection.pipeline.FramePixels;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Makes values of the column {@code detections}, with the fields that are required of it. */
public final class DetectionArrays {
  private static final String[] NONE = {};

  private final String[] fields;

  /** Of a keypoint; empty if none are required. */
  private final String[] keypointFields;

  /** Of a mask; empty if none are required. */
  private final String[] maskFields;

  private final UTF8String[] labels;

  /** Null if crops are not required. */
  private final CropEncoder crops;

  /**
   * Prepares for the detections of one model.
   *
   * @param columns the required columns, of which {@code detections} is one
   * @param crops null unless they are required
   */
  DetectionArrays(StructType columns, List<String> labels, CropEncoder crops) {
    StructType detection = element(columns, "detections");
    this.fields = detection.fieldNames();
    DetectionFields required = required(columns);
    this.keypointFields =
        required.keypoints() ? element(detection, "keypoints").fieldNames() : NONE;
    this.maskFields =
        required.masks() ? ((StructType) detection.apply("mask").dataType()).fieldNames() : NONE;
    this.labels = labels.stream().map(UTF8String::fromString).toArray(UTF8String[]::new);
    this.crops = crops;
  }

  private static StructType element(StructType columns, String list) {
    return (StructType) ((ArrayType) columns.apply(list).dataType()).elementType();
  }

  /** Returns what must be found beside boxes for these columns. */
  public static DetectionFields required(StructType columns) {
    Set<String> fields = Set.of(element(columns, "detections").fieldNames());
    return new DetectionFields(
        fields.contains("keypoints"), fields.contains("mask"), fields.contains("crop"));
  }

  /**
   * Returns the detections of a frame.
   *
   * @param pixels of the frame; null unless crops are required
   */
  GenericArrayData of(FrameDetections frame, FramePixels pixels) {
    Object[] structs = new Object[frame.count()];
    for (int i = 0; i < structs.length; i++) {
      Object[] values = new Object[fields.length];
      for (int field = 0; field < fields.length; field++) {
        values[field] = value(fields[field], frame, pixels, i);
      }
      structs[i] = new GenericInternalRow(values);
    }
    return new GenericArrayData(structs);
  }

  private Object value(String field, FrameDetections frame, FramePixels pixels, int i) {
    return switch (field) {
      case "label" -> labels[frame.classId(i)];
      case "classId" -> frame.classId(i);
      case "confidence" -> frame.confidence(i);
      case "x" -> frame.x(i);
      case "y" -> frame.y(i);
      case "width" -> frame.width(i);
      case "height" -> frame.height(i);
      case "keypoints" -> keypoints(frame, i);
      case "mask" -> mask(frame.mask(i));
      case "crop" -> crops.encode(pixels, frame, i);
      default -> throw unknown(field, "detection");
    };
  }

  private GenericArrayData keypoints(FrameDetections frame, int i) {
    Object[] points = new Object[frame.keypointCount()];
    for (int k = 0; k < points.length; k++) {
      Keypoint point = frame.keypoint(i, k);
      Object[] values = new Object[keypointFields.length];
      for (int field = 0; field < values.length; field++) {
        values[field] =
            switch (keypointFields[field]) {
              case "x" -> point.x();
              case "y" -> point.y();
              case "confidence" -> point.isScored() ? (Float) point.confidence() : null;
              default -> throw unknown(keypointFields[field], "keypoint");
            };
      }
      points[k] = new GenericInternalRow(values);
    }
    return new GenericArrayData(points);
  }

  private GenericInternalRow mask(Mask mask) {
    Object[] values = new Object[maskFields.length];
    for (int field = 0; field < values.length; field++) {
      values[field] =
          switch (maskFields[field]) {
            case "size" -> new GenericArrayData(new int[] {mask.height(), mask.width()});
            case "counts" -> UTF8String.fromString(mask.counts());
            case "polygon" ->
                new GenericArrayData(mask.polygons().stream().map(GenericArrayData::new).toArray());
            default -> throw unknown(maskFields[field], "mask");
          };
    }
    return new GenericInternalRow(values);
  }

  private static IllegalStateException unknown(String field, String owner) {
    return new IllegalStateException("no field " + field + " of a " + owner);
  }
}
