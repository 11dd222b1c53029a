/** The command line: commands, progress, and starting Spark. */
package io.euge.cli;
