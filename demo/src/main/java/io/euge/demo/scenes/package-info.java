/** {@code euge bench scenes}: made-up traffic in a folder, with its truth. */
package io.euge.demo.scenes;
