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
   * declared as such or not.
   *
   * @throws EugeException if the source has not one of them, or it is partitioned
   */
  static void check(
      String source, StructType columns, StructType declared, Transform[] partitioning) {
    if (partitioning.length > 0) {
      throw new EugeException(
          "Cannot read a partitioned table of %s: its rows are computed from videos; create it without PARTITIONED BY and CLUSTERED BY"
              .formatted(source));
    }
    for (StructField field : declared.fields()) {
      boolean known =
          Arrays.stream(columns.fields())
              .anyMatch(column -> column.name().equals(field.name()) && fits(column, field));
      if (!known) {
        throw new EugeException(
            "Cannot read the column %s of %s: the columns are %s; declare some of these, or none"
                .formatted(sql(field), source, sql(columns)));
      }
    }
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
          && fits(array.elementType(), other.elementType());
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

  private static String sql(StructType columns) {
    return Arrays.stream(columns.fields())
        .map(DeclaredColumns::sql)
        .collect(Collectors.joining(", "));
  }

  private static String sql(StructField field) {
    return field.name() + " " + field.dataType().sql() + (field.nullable() ? "" : " NOT NULL");
  }
}
