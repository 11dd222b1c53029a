/** The heads of the small families NanoDet, Yolo-FastestV2 and FastestDet. */
package io.euge.detection.head.light;
