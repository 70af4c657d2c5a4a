package dev.patchbay.invocation.budget;

import java.util.List;

/** A part of a result that does not go out at once, or a piece of one on a page. */
sealed interface Part {
    /** Text. */
    record Text(String text, String mimeType) implements Part {}

    /** Items, each as compact JSON. */
    record Items(List<String> items) implements Part {
        public Items {
            items = List.copyOf(items);
        }

        /** The items as an array. */
        String json() {
            return "[" + String.join(",", items) + "]";
        }
    }

    /** What cannot be cut. */
    final class Bytes implements Part {
        private final byte[] data;
        private final String mimeType;

        Bytes(byte[] data, String mimeType) {
            this.data = data;
            this.mimeType = mimeType;
        }

        byte[] data() {
            return data;
        }

        String mimeType() {
            return mimeType;
        }
    }
}
