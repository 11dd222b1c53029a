package io.euge.peers.synapseml;

import java.io.Serializable;


/** The raw outputs of one frame as a row: a bean, because Spark then gives the floats unboxed. */
public final class Outputs implements Serializable {
  private long number;
  private int width;
  private int height;
  private float[][][][] heads;

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

  public float[][][][] getHeads() {
    return heads;
  }

  public void setHeads(float[][][][] heads) {
    this.heads = heads;
  }
}
