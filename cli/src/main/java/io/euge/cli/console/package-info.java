/** What a command prints: tables, JSON, notices, and errors as one line. */
package io.euge.cli.console;
