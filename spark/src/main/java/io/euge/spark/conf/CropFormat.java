package io.euge.spark.conf;

/** What the pixels of a box are encoded as. */
public enum CropFormat {
  JPEG,
  PNG
}
