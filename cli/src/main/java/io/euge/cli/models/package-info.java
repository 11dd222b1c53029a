/** {@code euge models}. */
package io.euge.cli.models;
