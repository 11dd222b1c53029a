/** {@code euge lines}: a page on which the lines of a camera are drawn. */
package io.euge.cli.lines;
