/**
 * Bad input as data: collects it from tasks, applies the error policy, and writes the error table.
 */
package io.euge.spark.errors;
