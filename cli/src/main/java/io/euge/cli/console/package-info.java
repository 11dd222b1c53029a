/** The output of commands: tables, JSON, notices, and errors as one line. */
package io.euge.cli.console;
