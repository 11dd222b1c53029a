/** The tables that {@code euge detect} writes, read without Spark. */
package io.euge.cli.table;
