package dev.patchbay.protocol.json;

/**
 * The bounds a {@link JsonReader} keeps. The number of bytes is bounded by whoever reads them from the wire.
 *
 * @param maxDepth how deep objects and arrays may nest, 1 to 1000
 * @param maxTokens how many tokens a document may have: every value, key, and begin and end of an object or array
 * @param maxStringLength longest string in UTF-16 units
 * @param maxNumberLength longest number in characters; no exponent may be larger than 1000 either
 * @param maxKeyLength longest key in UTF-16 units
 * @param maxKeys most members of one object
 */
public record JsonLimits(int maxDepth, int maxTokens, int maxStringLength, int maxNumberLength, int maxKeyLength,
        int maxKeys) {
    /** What the platform uses unless configured otherwise. */
    public static final JsonLimits DEFAULT = new JsonLimits(64, 200_000, 4 * 1024 * 1024, 1000, 1024, 10_000);

    /** For documents this program trusts and may be large, such as schemas in a plugin or a server's answers. */
    public static final JsonLimits GENEROUS = new JsonLimits(500, 10_000_000, 64 * 1024 * 1024, 1000, 65_536,
            1_000_000);

    static final int MAX_EXPONENT = 1000;

    public JsonLimits {
        if (maxDepth < 1 || maxDepth > 1000) {
            throw new IllegalArgumentException("maxDepth must be 1 to 1000, was " + maxDepth);
        }
        if (maxTokens < 1 || maxStringLength < 1 || maxNumberLength < 1 || maxKeyLength < 1 || maxKeys < 1) {
            throw new IllegalArgumentException("every limit must be at least 1");
        }
    }

    public JsonLimits withMaxDepth(int value) {
        return new JsonLimits(value, maxTokens, maxStringLength, maxNumberLength, maxKeyLength, maxKeys);
    }

    public JsonLimits withMaxTokens(int value) {
        return new JsonLimits(maxDepth, value, maxStringLength, maxNumberLength, maxKeyLength, maxKeys);
    }

    public JsonLimits withMaxStringLength(int value) {
        return new JsonLimits(maxDepth, maxTokens, value, maxNumberLength, maxKeyLength, maxKeys);
    }

    public JsonLimits withMaxNumberLength(int value) {
        return new JsonLimits(maxDepth, maxTokens, maxStringLength, value, maxKeyLength, maxKeys);
    }

    public JsonLimits withMaxKeyLength(int value) {
        return new JsonLimits(maxDepth, maxTokens, maxStringLength, maxNumberLength, value, maxKeys);
    }

    public JsonLimits withMaxKeys(int value) {
        return new JsonLimits(maxDepth, maxTokens, maxStringLength, maxNumberLength, maxKeyLength, value);
    }
}
