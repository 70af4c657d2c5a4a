package dev.patchbay.tests.conformance;

import java.util.Base64;

/** The smallest image and the smallest sound there are. */
final class Media {
    /** A PNG of one red pixel. */
    static final byte[] PNG = Base64.getDecoder().decode(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==");

    /** A WAV header without samples. */
    static final byte[] WAV = Base64.getDecoder()
            .decode("UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=");

    private Media() {}
}
