package io.euge.peers.synapseml;

import io.euge.peers.Jpeg;
import java.io.Serializable;


/** A letterboxed frame as a row: a bean, because Spark then keeps the floats unboxed. */
public final class Pixels implements Serializable {
  private long number;
  private int width;
  private int height;
  private float[][][] planes;

  public Pixels() {}

  /** Spreads interleaved bytes over planes {@code [3][H][W]}, from 0 to 255. */
  Pixels(Jpeg jpeg, int canvasWidth, int canvasHeight) {
    number = jpeg.number();
    width = jpeg.width();
    height = jpeg.height();
    planes = new float[3][canvasHeight][canvasWidth];
    byte[] bytes = jpeg.pixels();
    int at = 0;
    for (int y = 0; y < canvasHeight; y++) {
      for (int x = 0; x < canvasWidth; x++) {
        planes[0][y][x] = bytes[at++] & 0xff;
        planes[1][y][x] = bytes[at++] & 0xff;
        planes[2][y][x] = bytes[at++] & 0xff;
      }
    }
  }

  public long getNumber() {
    return number;
  }

  public void setNumber(long number) {
    this.number = number;
  }

  public int getWidth() {
    return width;
  }

  public void setWidth(int width) {
    this.width = width;
  }

  public int getHeight() {
    return height;
  }

  public void setHeight(int height) {
    this.height = height;
  }

  public float[][][] getPlanes() {
    return planes;
  }

  public void setPlanes(float[][][] planes) {
    this.planes = planes;
  }
}
