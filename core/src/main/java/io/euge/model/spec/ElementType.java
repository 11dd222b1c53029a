package io.euge.model.spec;

import java.util.Locale;

/** The type of a tensor's elements, named as in ONNX. */
public enum ElementType {
  BOOL(1),
  INT8(1),
  UINT8(1),
  INT16(2),
  UINT16(2),
  INT32(4),
  UINT32(4),
  INT64(8),
  UINT64(8),
  FLOAT16(2),
  BFLOAT16(2),
  FLOAT(4),
  DOUBLE(8),
  STRING(0),
  /** A type smaller than a byte, or one that this version does not know. */
  UNKNOWN(0);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** Returns the size of an element in bytes; 0 if it has none of its own. */
  public int bytes() {
    return bytes;
  }

  /** Returns the type of that name, {@link #UNKNOWN} if there is none. */
  public static ElementType of(String name) {
    for (ElementType type : values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    return UNKNOWN;
  }

  /** Returns the name in lower case: {@code uint8}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
