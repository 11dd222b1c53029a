/** The heads of the YOLO families, their recognizers and postprocessors. */
package io.euge.detection.head.yolo;
