/** The tables that {@code euge detect} and {@code euge track} write, read without Spark. */
package io.euge.cli.table;
