package io.euge.spark.source;

import io.euge.EugeException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Checks the columns that a user or a catalog declares for a source with a schema of its own. */
final class DeclaredColumns {
  private DeclaredColumns() {}

  /**
   * Checks that the declared columns are some of the source's. Columns that are never null may be
   * declared as such or not. The elements of a list may be declared with some of their fields.
   *
   * @throws EugeException if the source has not one of them, or it is partitioned
   */
  static void check(FrameFormat format, StructType declared, Transform[] partitioning) {
    StructType known = format.modelFreeSchema();
    boolean fits = Arrays.stream(declared.fields()).allMatch(field -> fitsOne(known, field));
    check(format.name(), fits ? known : format.schema(), declared, partitioning);
  }

  private static void check(
      String source, StructType columns, StructType declared, Transform[] partitioning) {
    if (partitioning.length > 0) {
      throw new EugeException(
          "Cannot read a partitioned table of %s: its rows are computed from videos; create it without PARTITIONED BY and CLUSTERED BY"
              .formatted(source));
    }
    for (StructField field : declared.fields()) {
      if (!fitsOne(columns, field)) {
        throw new EugeException(
            "Cannot read the column %s of %s: the columns are %s; declare some of these, or none"
                .formatted(sql(field), source, sql(columns)));
      }
    }
  }

  private static boolean fitsOne(StructType columns, StructField declared) {
    return Arrays.stream(columns.fields())
        .anyMatch(column -> column.name().equals(declared.name()) && fits(column, declared));
  }

  private static boolean fits(StructField column, StructField declared) {
    return fits(column.nullable(), declared.nullable())
        && fits(column.dataType(), declared.dataType());
  }

  private static boolean fits(boolean nullable, boolean declaredNullable) {
    return declaredNullable || !nullable;
  }

  private static boolean fits(DataType type, DataType declared) {
    if (type instanceof StructType struct && declared instanceof StructType other) {
      return struct.length() == other.length() && fitInOrder(struct, other);
    } else if (type instanceof ArrayType array && declared instanceof ArrayType other) {
      return fits(array.containsNull(), other.containsNull())
          && (array.elementType() instanceof StructType struct
              ? other.elementType() instanceof StructType some && fitSome(struct, some)
              : fits(array.elementType(), other.elementType()));
    }
    return type.equals(declared);
  }

  private static boolean fitInOrder(StructType struct, StructType declared) {
    for (int i = 0; i < struct.length(); i++) {
      StructField field = struct.fields()[i];
      StructField other = declared.fields()[i];
      if (!field.name().equals(other.name()) || !fits(field, other)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the declared fields are some of the struct's, in its order. */
  private static boolean fitSome(StructType struct, StructType declared) {
    int at = 0;
    for (StructField field : declared.fields()) {
      while (at < struct.length() && !struct.fields()[at].name().equals(field.name())) {
        at++;
      }
      if (at == struct.length() || !fits(struct.fields()[at++], field)) {
        return false;
      }
    }
    return declared.length() > 0;
  }

  private static String sql(StructType columns) {
    return Arrays.stream(columns.fields())
        .map(DeclaredColumns::sql)
        .collect(Collectors.joining(", "));
  }

  private static String sql(StructField field) {
    return field.name() + " " + field.dataType().sql() + (field.nullable() ? "" : " NOT NULL");
  }
}
