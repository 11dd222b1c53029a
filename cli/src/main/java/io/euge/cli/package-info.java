/** The command line: commands, progress, and the launching of Spark. */
package io.euge.cli;
