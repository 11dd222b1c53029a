/** {@code euge scenes}: synthetic traffic in a folder, with its truth. */
package io.euge.demo.scenes;
