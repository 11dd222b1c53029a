/** {@code euge models}: lists, downloads, imports, inspects and tries models. */
package io.euge.cli.models;
